/**
 * Compound files that are no mail: .doc, .xls, .ppt, .msi and others. They are not understood, hence always unread; but what
 * stands in them in plain sight is read, so that a certain disclosure is found.
 */
import type { Desk, Reader } from '../desk.ts'
import { printableRuns } from '../printable.ts'
import type { CompoundFile, CompoundStorage, CompoundStream } from './compound-file.ts'
import { openCompoundFile, streamIn } from './compound-file.ts'
import { isMessage, readMsg } from './msg.ts'
import { packageOf } from './ole-object.ts'
import { propertySetTexts } from './property-set.ts'

export const readCompound: Reader = async (bytes, desk) => {
  const file = openCompoundFile(bytes, desk.spend.bind(desk))
  if (isMessage(file.root)) {
    await readMsg(bytes, desk)
    return
  }
  if (isEncrypted(file)) {
    desk.unchecked('encrypted')
    return
  }
  desk.unchecked('unknown-format')
  const open: CompoundStorage[] = [file.root]
  for (let storage = open.pop(); storage !== undefined; storage = open.pop()) {
    for (const child of storage.children) {
      if (child.kind === 'storage') open.push(child)
      else await readStream(file, child, desk)
    }
  }
  if (file.isDamaged()) desk.unchecked('broken')
}

/** Documents inside documents, as Office stores them since 2007, and files dropped into them. */
const packageStreams: ReadonlySet<string> = new Set(['package', 'contents'])

async function readStream(file: CompoundFile, stream: CompoundStream, desk: Desk): Promise<void> {
  const bytes = file.read(stream)
  const name = stream.name.toLowerCase()
  if (name.endsWith('summaryinformation')) {
    put(desk, propertySetTexts(bytes).join('\n'))
    return
  }
  if (packageStreams.has(name)) {
    await desk.embedded({}, bytes)
    return
  }
  const dropped = name === '\u0001ole10native' ? packageOf(bytes.subarray(4)) : undefined
  if (dropped === undefined) for (const text of printableRuns(bytes)) put(desk, text)
  else await desk.embedded(dropped.name === undefined ? {} : { name: dropped.name }, dropped.bytes)
}

function put(desk: Desk, text: string): void {
  if (text.trim() === '') return
  desk.spend(text.length)
  desk.text(text)
}

function isEncrypted(file: CompoundFile): boolean {
  const { root } = file
  if (streamIn(root, 'EncryptedPackage') ?? streamIn(root, 'EncryptedSummary')) return true
  const word = streamIn(root, 'WordDocument')
  // The bit `fEncrypted` of the file's first block (MS-DOC 2.5.2).
  if (word !== undefined) return ((file.read(word)[11] ?? 0) & 1) !== 0
  const workbook = streamIn(root, 'Workbook') ?? streamIn(root, 'Book')
  return workbook !== undefined && hasFilePass(file.read(workbook))
}

const filePassRecord = 0x2f
/** The record stands behind the first one or two. */
const recordsBeforeFilePass = 8

/** @source MS-XLS 2.4.117 */
function hasFilePass(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  for (let index = 0; index < recordsBeforeFilePass && at + 4 <= bytes.length; index++) {
    if (view.getUint16(at, true) === filePassRecord) return true
    at += 4 + view.getUint16(at + 2, true)
  }
  return false
}
