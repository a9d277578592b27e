import { expect, test } from 'vitest'
import { isOnThisMachine, serverAddressOf } from './server-address.ts'

const read: readonly [string, Partial<ReturnType<typeof serverAddressOf>>, boolean][] = [
  [
    'postgres://a@db.example.org/x',
    { dialect: 'postgresql', host: 'db.example.org', port: 5432, user: 'a', password: '', database: 'x' },
    false,
  ],
  [
    'postgresql://a:p%40ss%2Fw%C3%B6rd@[::1]:5433/x',
    { host: '::1', port: 5433, password: 'p@ss/wörd' },
    true,
  ],
  ['postgres://a@localhost/x?host=/run/postgresql', { socket: '/run/postgresql' }, true],
  ['mysql://a:b@127.0.0.1/x', { dialect: 'mariadb', host: '127.0.0.1', port: 3306 }, true],
  [
    'mariadb://a@localhost/x?socket=%2Frun%2Fmysqld%2Fmysqld.sock',
    { socket: '/run/mysqld/mysqld.sock' },
    true,
  ],
  ['mariadb://a@127.example.org/x', { host: '127.example.org' }, false],
]

for (const [text, address, isHere] of read) {
  test(`the address ${text} is read`, () => {
    const found = serverAddressOf(text, 'a')
    expect(found).toMatchObject(address)
    expect(isOnThisMachine(found)).toBe(isHere)
  })
}

const refused: readonly string[] = [
  'db.example.org',
  'https://a@db.example.org/x',
  'postgres://db.example.org/x',
  'postgres://a@db.example.org/',
  'postgres://a@db.example.org/x?sslmode=disable',
  'postgres://a@localhost/x?socket=/run/a',
  'mysql://a@localhost/x?host=/run/a',
  'mysql://a@localhost/x?socket=run/a',
  'mysql://a@localhost/x?multipleStatements=true',
]

for (const text of refused) {
  test(`the address ${text} is refused without being repeated`, () => {
    expect(() => serverAddressOf(text, 'library')).toThrow(
      expect.objectContaining({ problems: [{ code: 'SCH_SOURCE_ADDRESS', at: { file: 'library' } }] }),
    )
  })
}
