import { expect, test } from 'vitest'
import { namedQuery } from './named-query.ts'
import type { SqlDialect } from './server-address.ts'

/** [what it shows, dialect, query, what the server gets, parameters in order] */
const prepared: readonly [string, SqlDialect, string, string, readonly string[]][] = [
  ['one parameter', 'postgresql', 'SELECT :since', 'SELECT $1', ['since']],
  ['one parameter twice', 'postgresql', 'a > :since OR b > :since', 'a > $1 OR b > $1', ['since']],
  ['one parameter twice', 'mariadb', 'a > :since OR b > :since', 'a > ? OR b > ?', ['since', 'since']],
  [
    'a cast',
    'postgresql',
    "a::date > :since::date AND ':since' <> ''",
    "a::date > $1::date AND ':since' <> ''",
    ['since'],
  ],
  ['a doubled quote', 'postgresql', "'it''s :x' || :since", "'it''s :x' || $1", ['since']],
  ['a quote behind a backslash', 'mariadb', "'it\\'s :x' || :since", "'it\\'s :x' || ?", ['since']],
  ['a quoted name', 'postgresql', '":x" > :since', '":x" > $1', ['since']],
  ['a quoted name', 'mariadb', '`:x?` > :since', '`:x?` > ?', ['since']],
  ['dollar quotes', 'postgresql', '$a$ :x $$ $a$ || :since', '$a$ :x $$ $a$ || $1', ['since']],
  ['remarks', 'postgresql', ':since -- :x\n/* :y */', '$1 -- :x\n/* :y */', ['since']],
  ['remarks', 'mariadb', ':since # :x?\n/* :y */', '? # :x?\n/* :y */', ['since']],
  ['a question mark in a text', 'mariadb', "'?' = :since", "'?' = ?", ['since']],
  ['an assignment', 'mariadb', '@a := :since', '@a := ?', ['since']],
  ['a semicolon at the end', 'postgresql', ' SELECT :since ; ', 'SELECT $1', ['since']],
]

for (const [what, dialect, text, sent, parameters] of prepared) {
  test(`${dialect}: a query with ${what} is prepared`, () => {
    expect(namedQuery({ source: 'a', name: 'q', text, parameters: ['since'], dialect })).toEqual({
      name: 'q',
      text: sent,
      parameters,
    })
  })
}

const refused: readonly [string, SqlDialect, string, readonly string[]][] = [
  ['without its parameter', 'postgresql', 'SELECT 1', ['since']],
  ['with its parameter only in quotes', 'postgresql', "SELECT ':since'", ['since']],
  ['with a parameter nobody gives', 'postgresql', 'SELECT :since, :until', ['since']],
  ['with a parameter where there is none', 'mariadb', 'SELECT :since', []],
  ['with a placeholder of the driver', 'mariadb', 'SELECT ?, :since', ['since']],
]

for (const [what, dialect, text, parameters] of refused) {
  test(`${dialect}: a query ${what} is refused`, () => {
    expect(() => namedQuery({ source: 'a', name: 'q', text, parameters, dialect })).toThrow(
      'SCH_SOURCE_PARAMETER',
    )
  })
}
