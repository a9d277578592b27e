/** Mails of Outlook built property by property (MS-OXMSG). */
import type { CompoundParts } from './compound-bytes.ts'

export interface MsgParts {
  /** Id to text (UTF-16), bytes (eight-bit text), or number. */
  readonly properties: Readonly<Record<number, string | number>>
  /** Texts in the code page of the message. */
  readonly eightBit?: Readonly<Record<number, Uint8Array>>
  readonly binaries?: Readonly<Record<number, Uint8Array>>
  readonly recipients?: readonly MsgParts[]
  readonly attachments?: readonly (MsgParts & {
    readonly message?: MsgParts
    readonly object?: CompoundParts
  })[]
}

export function msgParts(message: MsgParts, headerBytes = 32): CompoundParts {
  const parts: Record<string, Uint8Array | CompoundParts> = { ...propertyStreams(message, headerBytes) }
  message.recipients?.forEach((recipient, index) => {
    parts[`__recip_version1.0_#${hex(index, 8)}`] = propertyStreams(recipient, 8)
  })
  message.attachments?.forEach((attachment, index) => {
    parts[`__attach_version1.0_#${hex(index, 8)}`] = {
      ...propertyStreams(attachment, 8),
      ...(attachment.message === undefined
        ? {}
        : { '__substg1.0_3701000D': msgParts(attachment.message, 24) }),
      ...(attachment.object === undefined ? {} : { '__substg1.0_3701000D': attachment.object }),
    }
  })
  return parts
}

function propertyStreams(parts: MsgParts, headerBytes: number): CompoundParts {
  const streams: Record<string, Uint8Array> = {}
  const fixed: Buffer[] = [Buffer.alloc(headerBytes)]
  for (const [id, value] of Object.entries(parts.properties)) {
    if (typeof value === 'string') {
      streams[`__substg1.0_${hex(Number(id), 4)}001F`] = new Uint8Array(Buffer.from(value, 'utf16le'))
    } else {
      const row = Buffer.alloc(16)
      row.writeUInt16LE(0x0003, 0)
      row.writeUInt16LE(Number(id), 2)
      row.writeInt32LE(value, 8)
      fixed.push(row)
    }
  }
  for (const [id, bytes] of Object.entries(parts.eightBit ?? {}))
    streams[`__substg1.0_${hex(Number(id), 4)}001E`] = bytes
  for (const [id, bytes] of Object.entries(parts.binaries ?? {}))
    streams[`__substg1.0_${hex(Number(id), 4)}0102`] = bytes
  return { '__properties_version1.0': new Uint8Array(Buffer.concat(fixed)), ...streams }
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0')
}
