/** Files only Outlook writes: .msg, winmail.dat, and RTF. */
import { compoundFile, type Storage } from './compound-file.ts'

export interface MsgOptions {
  readonly subject: string
  readonly body?: string
  readonly html?: string
  readonly transportHeaders?: string
  readonly recipients?: readonly { readonly name: string; readonly address: string }[]
  readonly attachments?: readonly { readonly name: string; readonly bytes: Buffer }[]
}

type Property = readonly [tag: number, value: string | Buffer]

const unicodeText = 0x001f

/** @param headerBytes 32 for the message, 24 for one inside, 8 for recipients and attachments. @source MS-OXMSG 2.4 */
function propertyStorage(
  properties: readonly Property[],
  header: Buffer,
  more: readonly [string, Storage][] = [],
): Storage {
  const storage = new Map<string, Buffer | Storage>(more)
  const rows = [header]
  for (const [tag, value] of properties) {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf16le') : value
    storage.set(`__substg1.0_${tag.toString(16).toUpperCase().padStart(8, '0')}`, bytes)
    const row = Buffer.alloc(16)
    row.writeUInt32LE(tag, 0)
    row.writeUInt32LE(6, 4)
    row.writeUInt32LE((tag & 0xffff) === unicodeText ? bytes.length + 2 : bytes.length, 8)
    rows.push(row)
  }
  storage.set('__properties_version1.0', Buffer.concat(rows))
  return storage
}

export function msg(options: MsgOptions): Buffer {
  const recipients = options.recipients ?? []
  const attachments = options.attachments ?? []
  const properties: Property[] = [
    [0x001a001f, 'IPM.Note'],
    [0x0037001f, options.subject],
  ]
  if (options.body !== undefined) properties.push([0x1000001f, options.body])
  if (options.html !== undefined) properties.push([0x10130102, Buffer.from(options.html)])
  if (options.transportHeaders !== undefined) properties.push([0x007d001f, options.transportHeaders])
  const header = Buffer.alloc(32)
  header.writeUInt32LE(recipients.length, 8)
  header.writeUInt32LE(attachments.length, 12)
  header.writeUInt32LE(recipients.length, 16)
  header.writeUInt32LE(attachments.length, 20)
  const hex = (n: number): string => n.toString(16).toUpperCase().padStart(8, '0')
  const more: [string, Storage][] = [
    [
      '__nameid_version1.0',
      new Map([
        ['__substg1.0_00020102', Buffer.alloc(0)],
        ['__substg1.0_00030102', Buffer.alloc(0)],
        ['__substg1.0_00040102', Buffer.alloc(0)],
      ]),
    ],
    ...recipients.map(({ name, address }, i): [string, Storage] => [
      `__recip_version1.0_#${hex(i)}`,
      propertyStorage(
        [
          [0x3001001f, name],
          [0x3002001f, 'SMTP'],
          [0x3003001f, address],
          [0x39fe001f, address],
        ],
        Buffer.alloc(8),
      ),
    ]),
    ...attachments.map(({ name, bytes }, i): [string, Storage] => [
      `__attach_version1.0_#${hex(i)}`,
      propertyStorage(
        [
          [0x3704001f, name],
          [0x3707001f, name],
          [0x37010102, bytes],
        ],
        Buffer.alloc(8),
      ),
    ]),
  ]
  return compoundFile(propertyStorage(properties, header, more))
}

export interface TnefOptions {
  readonly body?: string
  readonly subject?: string
  readonly attachment?: { readonly name: string; readonly bytes: Buffer }
}

/** @source MS-OXTNEF 2.1.3 */
export function tnef(options: TnefOptions): Buffer {
  const chunks: Buffer[] = []
  const head = Buffer.alloc(6)
  head.writeUInt32LE(0x223e9f78, 0)
  head.writeUInt16LE(1, 4)
  chunks.push(head)
  const attribute = (level: 1 | 2, id: number, data: Buffer): void => {
    const front = Buffer.alloc(9)
    front[0] = level
    front.writeUInt32LE(id, 1)
    front.writeUInt32LE(data.length, 5)
    const sum = Buffer.alloc(2)
    sum.writeUInt16LE(data.reduce((total, byte) => (total + byte) & 0xffff, 0))
    chunks.push(front, data, sum)
  }
  attribute(1, 0x00089006, Buffer.from([0, 0, 1, 0]))
  attribute(1, 0x00069007, Buffer.from([0xe4, 4, 0, 0, 0, 0, 0, 0]))
  attribute(1, 0x00078008, Buffer.from('IPM.Microsoft Mail.Note\x00', 'latin1'))
  if (options.subject) attribute(1, 0x00018004, Buffer.from(`${options.subject}\x00`, 'latin1'))
  const property = (tag: number, value: Buffer): Buffer => {
    const front = Buffer.alloc(12)
    front.writeUInt32LE(tag, 0)
    front.writeUInt32LE(1, 4)
    front.writeUInt32LE(value.length, 8)
    return Buffer.concat([front, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
  }
  if (options.body) {
    const count = Buffer.alloc(4)
    count.writeUInt32LE(1)
    attribute(
      1,
      0x00069003,
      Buffer.concat([count, property(0x1000001f, Buffer.from(`${options.body}\x00`, 'utf16le'))]),
    )
  }
  if (options.attachment) {
    attribute(2, 0x00069002, Buffer.from([1, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]))
    attribute(2, 0x00018010, Buffer.from(`${options.attachment.name}\x00`, 'latin1'))
    attribute(2, 0x0006800f, options.attachment.bytes)
  }
  return Buffer.concat(chunks)
}

/** @param split characters between which a formatting group begins: the text is one for a reader, many for a parser */
export function rtf(text: string, split = 0): Buffer {
  const written = Array.from(text, (character, i) => {
    const code = character.charCodeAt(0)
    const escaped =
      character === '\n'
        ? '\\par\r\n'
        : /[\\{}]/.test(character)
          ? `\\${character}`
          : code > 127
            ? `\\u${code}?`
            : character
    return split > 0 && i % split === split - 1 ? `{\\b ${escaped}}` : escaped
  }).join('')
  return Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}\r\n\\f0\\fs20 ${written}\\par}\r\n`,
    'latin1',
  )
}
