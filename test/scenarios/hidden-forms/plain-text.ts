/** Facts in plain text: transfer encodings, character sets, invisible characters. */
import { utf7 } from '../../mail-builder/charset.ts'
import { mail, renderEntity, textPart } from '../../mail-builder/mime.ts'
import { bare, envelope, type HiddenForm, ilknur, juergen, katharina, lukasz, plain } from './town.ts'

export type Row = readonly [
  name: string,
  mail: Buffer,
  dataSubject: string,
  kinds: HiddenForm['kinds'],
  rule?: HiddenForm['rule'],
]

const number = ['customer-number'] as const
const nameAndAddress = ['name', 'address'] as const

const encodings: readonly Row[] = [
  ['a number as it is', plain('Ihr Konto K1002044 wurde verlängert.'), katharina.number, number],
  [
    'a soft line break inside the number',
    plain('Ihr Konto 4471093582 wurde verlängert.', { quoted: { lineWidth: 6 } }),
    juergen.number,
    number,
  ],
  [
    'every byte escaped, in lower-case hexadecimal',
    plain('Ihr Konto K1002044 wurde verlängert.', { quoted: { escapeAll: true, lowerCaseHex: true } }),
    katharina.number,
    number,
  ],
  [
    'base64 lines that cut characters',
    plain('Katharina Brückner, Lindenstraße 48', { transfer: 'base64', base64Width: 5 }),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'windows-1252 under the label us-ascii',
    plain('Katharina Brückner, Lindenstraße 48', {
      charset: 'windows-1252',
      label: 'us-ascii',
      transfer: '8bit',
    }),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'windows-1252 under the label utf-8',
    plain('Jürgen Großmann, An der Mühle 7a', { charset: 'windows-1252', label: 'utf-8', transfer: '8bit' }),
    juergen.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'windows-1252 under the label iso-8859-1, with its own quotation marks',
    plain('„Katharina Brückner“ – Lindenstraße 48', { charset: 'windows-1252', label: 'iso-8859-1' }),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'utf-8 under the label iso-8859-1',
    plain('Katharina Brückner, Lindenstraße 48', { label: 'iso-8859-1', transfer: '8bit' }),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'utf-8 without any label',
    plain('Katharina Brückner, Lindenstraße 48', { label: null, transfer: '8bit' }),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'UTF-16 with a byte order mark',
    plain('Ihr Konto K1002044.', {
      charset: 'utf-16le',
      label: 'utf-16',
      byteOrderMark: true,
      transfer: 'base64',
    }),
    katharina.number,
    number,
  ],
  [
    'UTF-16BE',
    plain('Ihr Konto K1002044.', { charset: 'utf-16be', transfer: 'base64' }),
    katharina.number,
    number,
  ],
  [
    'UTF-16LE under the label utf-8',
    plain('Ihr Konto K1002044.', {
      charset: 'utf-16le',
      label: 'utf-8',
      byteOrderMark: true,
      transfer: 'base64',
    }),
    katharina.number,
    number,
  ],
  [
    'utf-7',
    bare(utf7('Ihr Konto K1002044.', true), { charset: 'utf-8', label: 'utf-7', transfer: '7bit' }),
    katharina.number,
    number,
  ],
  [
    'iso-8859-2',
    plain('Łukasz Dąbrowski, Hafenstraße 9', { charset: 'iso-8859-2' }),
    lukasz.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'windows-1254',
    plain('İlknur Yıldırım, Weserstraße 112', { charset: 'windows-1254' }),
    ilknur.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'a transfer encoding in odd case with a comment',
    mail([...envelope(), ['Content-Transfer-Encoding', 'BASE64 (encoded)']], {
      headers: [['Content-Type', 'TEXT/PLAIN; CHARSET="UTF-8"']],
      body: Buffer.from(Buffer.from('Konto K1002044').toString('base64')),
    }),
    katharina.number,
    number,
  ],
  [
    'flowed lines that join without a space',
    bare('Ihr Konto 44710 \n93582 wurde verlängert.', {
      parameters: '; format=flowed; delsp=yes',
      transfer: '7bit',
      charset: 'utf-8',
    }),
    juergen.number,
    number,
  ],
  [
    'lines that end in a lone line feed',
    Buffer.from(plain('Ihr Konto K1002044.').toString('latin1').replace(/\r\n/g, '\n'), 'latin1'),
    katharina.number,
    number,
  ],
  [
    'lines that end in a lone carriage return',
    Buffer.from(plain('Ihr Konto K1002044.').toString('latin1').replace(/\r\n/g, '\r'), 'latin1'),
    katharina.number,
    number,
  ],
  [
    'no content type at all',
    mail(envelope(), { headers: [], body: Buffer.from('Konto K1002044\r\n') }),
    katharina.number,
    number,
  ],
  [
    'NUL bytes between the digits',
    bare('Konto 44\u000071\u0000093582.', { transfer: '8bit' }),
    juergen.number,
    number,
  ],
]

const invisible: readonly Row[] = [
  ['a zero-width space inside', plain('Konto 4471\u200b093582'), juergen.number, number],
  ['a soft hyphen inside', plain('Konto 4471\u00ad093582'), juergen.number, number],
  [
    'a word joiner and a byte order mark inside',
    plain('Konto 44\u206071\ufeff093582'),
    juergen.number,
    number,
  ],
  ['direction marks inside', plain('Konto \u202a4471\u200f093582\u202c'), juergen.number, number],
  [
    'a variation selector and a combining joiner inside',
    plain('Konto 4471\ufe0f093\u034f582'),
    juergen.number,
    number,
  ],
  ['full-width digits', plain('Konto ４４７１０９３５８２'), juergen.number, number],
  ['mathematical digits', plain('Konto 𝟒𝟒𝟕𝟏𝟎𝟗𝟑𝟓𝟖𝟐'), juergen.number, number],
  ['Arabic digits', plain('Konto ٤٤٧١٠٩٣٥٨٢'), juergen.number, number],
  ['a Cyrillic letter that looks Latin', plain('Konto К1002044'), katharina.number, number],
  [
    'a name in combining characters',
    plain('Katharina Bru\u0308ckner, Lindenstraße 48'),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'a soft hyphen inside a name',
    plain('Katharina Brück\u00adner, Linden\u00adstraße 48'),
    katharina.number,
    nameAndAddress,
    'corroborated',
  ],
  [
    'a capital sharp s',
    plain('JÜRGEN GROẞMANN, 01099 DRESDEN'),
    juergen.number,
    nameAndAddress,
    'corroborated',
  ],
]

export const asForms = (rows: readonly Row[]): HiddenForm[] =>
  rows.map(([name, mail, dataSubject, kinds, rule = 'identifier']) => ({
    name: `text: ${name}`,
    mail,
    dataSubject,
    kinds,
    rule,
    place: 'text/plain',
  }))

export const plainTextForms: readonly HiddenForm[] = [
  ...asForms([...encodings, ...invisible]),
  {
    name: 'text: two texts, the second without any header',
    mail: mail([...envelope(), ['Content-Type', 'multipart/mixed; boundary=x']], {
      headers: [],
      body: Buffer.concat([
        Buffer.from('--x\r\n'),
        renderEntity(textPart('Guten Tag Anna Lehmann')),
        Buffer.from('\r\n--x\r\n\r\nKonto K1002044\r\n--x--\r\n'),
      ]),
    }),
    dataSubject: katharina.number,
    kinds: number,
    rule: 'identifier',
    place: 'text/plain',
  },
]
