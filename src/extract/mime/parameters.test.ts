import { expect, test } from 'vitest'
import { readParameters } from './parameters.ts'

const cases: readonly [name: string, header: string, parameter: string, value: string | undefined][] = [
  ['a token', 'text/plain; charset=utf-8', 'charset', 'utf-8'],
  ['a quoted string', 'text/plain; name="a;b \\"c\\".txt"', 'name', 'a;b "c".txt'],
  ['a path of another system', 'x/y; name="C:\\Users\\a.txt"', 'name', 'C:\\Users\\a.txt'],
  ['comments', 'text/plain (a;b); (c) charset=utf-8 (d)', 'charset', 'utf-8'],
  ['an encoded word', 'x/y; name="=?utf-8?Q?M=C3=BC?="', 'name', 'Mü'],
  ['percent encoding', "x/y; name*=utf-8'de'M%C3%BCller.txt", 'name', 'Müller.txt'],
  ['continuations in any order', 'x/y; name*1="ler.txt"; name*0="Muel"', 'name', 'Mueller.txt'],
  [
    'continuations, one of them encoded',
    "x/y; name*0*=utf-8''M%C3%BC; name*1=ller; name*2*=%2Etxt",
    'name',
    'Müller.txt',
  ],
  ['a character split over two continuations', "x/y; name*0*=utf-8''M%C3; name*1*=%BCller", 'name', 'Müller'],
  ['the extended form before the plain one', "x/y; name=Mueller; name*=utf-8''M%C3%BCller", 'name', 'Müller'],
  ['another character set', "x/y; name*=iso-8859-1''M%FCller", 'name', 'Müller'],
  ['no value', 'x/y; name', 'name', undefined],
  ['spaces around the sign', 'x/y; name = a', 'name', 'a'],
  ['upper case', 'X/Y; NAME=a', 'name', 'a'],
]

for (const [name, header, parameter, value] of cases) {
  test(`parameters: ${name}`, () => expect(readParameters(header).parameters.get(parameter)).toBe(value))
}

test('a value that loses against its namesake is kept among all values', () => {
  expect(readParameters("x/y; name=eins; name*=''zwei; name=drei").every).toEqual([
    ['name', 'eins'],
    ['name', 'drei'],
    ['name', 'zwei'],
  ])
})
