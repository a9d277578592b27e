/** A query with named parameters (`:since`, `:address`) as the server takes it: numbered or in their order. */
import { fault } from '../../std/fault.ts'
import type { SqlDialect } from './server-address.ts'

export interface NamedQuery {
  /** Part of a fault's place: `customers`, `facts`. */
  readonly name: string
  readonly text: string
  /** Names of the parameters in the order of their placeholders. */
  readonly parameters: readonly string[]
}

export interface QueryWish {
  readonly source: string
  readonly name: string
  readonly text: string
  /** Every one of these must occur, and no other. */
  readonly parameters: readonly string[]
  readonly dialect: SqlDialect
}

/** What stands between quotes or in a remark is no place for a parameter; `::` is a cast of PostgreSQL. */
const tokens = {
  postgresql:
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z_]+)\b|\?/gi,
  mariadb:
    /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`]|``)*`|(?:--\s|#)[^\n]*|\/\*[\s\S]*?\*\/|(:=)|:([a-z_]+)\b|\?/gi,
} as const satisfies Record<SqlDialect, RegExp>

/** @throws SCH_SOURCE_PARAMETER if a parameter is missing or nobody knows it */
export function namedQuery({ source, name, text, parameters, dialect }: QueryWish): NamedQuery {
  const found: string[] = []
  const numbers = new Map<string, number>()
  const refuse = (parameter: string) =>
    fault('SCH_SOURCE_PARAMETER', { at: { file: source }, params: { query: name, parameter } })
  const prepared = text
    .trim()
    .replace(/\s*;$/, '')
    .replace(tokens[dialect], (token: string, _: unknown, parameter?: string) => {
      // A placeholder of the driver's own would take the value of another one.
      if (token === '?' && dialect === 'mariadb') throw refuse('?')
      if (parameter === undefined) return token
      if (!parameters.includes(parameter)) throw refuse(parameter)
      if (dialect === 'mariadb') {
        found.push(parameter)
        return '?'
      }
      const number = numbers.get(parameter) ?? numbers.size + 1
      if (!numbers.has(parameter)) found.push(parameter)
      numbers.set(parameter, number)
      return `$${number}`
    })
  const missing = parameters.find((parameter) => !found.includes(parameter))
  if (missing !== undefined) throw refuse(missing)
  return { name, text: prepared, parameters: found }
}
