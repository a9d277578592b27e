/** A mail of a foreign system as its recipient can read it: header by header, part by part, in words. */
import { open } from 'node:fs/promises'
import type { ReaderPool } from '../../extract/pool.ts'
import type { MailPart } from '../interference/run.ts'
import type { CaughtMail } from '../sink/world-spool.ts'

/** Part that holds the mail's bytes where something in it could not be read: what nobody reads is compared byte by byte. */
export const sourcePart = 'source'

/**
 * @returns every header as `header:NAME`, every other part under its place, rows of tables as lines; `source` last
 * @throws SourceUnreadable, ReaderFault
 */
export async function readMailParts(pool: ReaderPool, { source }: CaughtMail): Promise<readonly MailPart[]> {
  const texts = new Map<string, string>()
  let isWhole = false
  let hasUnchecked = false
  await pool.read(source, { envelopeIsGiven: true, allowedFiles: [] }, (piece) => {
    if (piece.kind === 'passage') {
      const before = texts.get(piece.place)
      texts.set(piece.place, before === undefined ? piece.text : `${before}\n${piece.text}`)
    } else if (piece.kind === 'unchecked') hasUnchecked = true
    else if (piece.kind === 'end') isWhole = true
  })
  if (!isWhole || hasUnchecked) texts.set(sourcePart, await bytesAsText(source))
  return [...texts].map(([name, text]) => ({ name, text }))
}

/** One sign for each byte, so that nothing is lost where the bytes are no text. */
async function bytesAsText({ path, start, end }: CaughtMail['source']): Promise<string> {
  const file = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(end - start)
    let done = 0
    while (done < bytes.length) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done)
      if (bytesRead === 0) throw new Error('the spool of the sink ends before its mail')
      done += bytesRead
    }
    return bytes.toString('latin1').replaceAll('\r\n', '\n')
  } finally {
    await file.close()
  }
}
