/**
 * What each stage of `schleuse check` costs, in one process: MB of mails per second for walking and decoding, MB of text
 * per second for reading and matching. Exit status 1 if the number of mails that show a number is not the planted one.
 *
 *     node bench/stages.ts [--mails 1000] [--customers 100000] [--seed 1]
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { csvDirectoryFile } from '../src/adapters/csv/directory-file.ts'
import { loadAllowances, loadDirectory } from '../src/check/directory.ts'
import { walk } from '../src/check/walk.ts'
import type { IdentifierIndex } from '../src/exposure/identifier-index.ts'
import { openSurvey } from '../src/exposure/survey.ts'
import type { Passage } from '../src/exposure/view.ts'
import { viewerOf } from '../src/exposure/viewer.ts'
import { type DecodedText, decodeText } from '../src/extract/charset.ts'
import { readMessageBytes } from '../src/extract/message.ts'
import { decodeBase64, decodeQuotedPrintable } from '../src/extract/mime/transfer-encoding.ts'
import { withoutSieve } from '../test/support/sieve-difference.ts'
import { writeNoticeMails } from './notice-mails.ts'

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '1000' },
    customers: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
})

interface ReadMail {
  readonly passages: readonly Passage[]
  readonly recipient: string
}

const folder = mkdtempSync(join(tmpdir(), 'schleuse-stages-'))
try {
  const written = writeNoticeMails(folder, {
    mails: Number(values.mails),
    customers: Number(values.customers),
    seed: Number(values.seed),
  })
  const mails = timed('walk (find and read files)', written.bytes, () =>
    [...walk([written.mailFolder], folder)].flatMap((one) =>
      one.kind === 'mail' ? [readFileSync(one.path)] : [],
    ),
  )
  timed('decode (transfer encoding and charset)', written.bytes, () => mails.map(decodeBody))
  const read: ReadMail[] = []
  const started = performance.now()
  for (const bytes of mails) read.push(await readMail(bytes))
  tell('extract (whole reading, of mail)', written.bytes, performance.now() - started)
  const { allowances } = loadAllowances(written.allowPath)
  const index = timed('index (customer list)', readFileSync(written.directoryPath).length, () =>
    loadDirectory(
      { directoryPath: written.directoryPath },
      {
        directoryFile: csvDirectoryFile(),
        remark: () => {},
        heapLimitBytes: 4 * 2 ** 30,
        random: randomBytes,
      },
    ),
  )
  const textBytes = read
    .flatMap(({ passages }) => passages)
    .reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const exposing = (over: IdentifierIndex) =>
    read.filter(({ passages, recipient }) => {
      const survey = openSurvey(over, allowances)
      for (const passage of passages) survey.add(passage)
      return survey.judge(viewerOf(recipient, over, allowances)).kind === 'exposes'
    })
  const found = timed('match (of text)', textBytes, () => exposing(index))
  const foundWhole = timed('match without the sieve (of text)', textBytes, () =>
    exposing(withoutSieve(index)),
  )
  console.log(`${found.length} mails show somebody's number, ${written.expected.size} expected`)
  if (found.length !== written.expected.size || foundWhole.length !== found.length) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}

function decodeBody(mail: Buffer): DecodedText {
  const end = mail.indexOf('\r\n\r\n')
  const head = mail.toString('latin1', 0, end)
  const body = mail.subarray(end + 4)
  if (/quoted-printable/i.test(head)) return decodeText(decodeQuotedPrintable(body), 'utf-8')
  if (/base64/i.test(head)) return decodeText(decodeBase64(body).bytes, 'utf-8')
  return decodeText(body, 'utf-8')
}

async function readMail(bytes: Buffer): Promise<ReadMail> {
  const passages: Passage[] = []
  let recipient = ''
  await readMessageBytes(
    { bytes, isCut: false, format: 'eml' },
    { envelopeIsGiven: false, allowedFiles: [] },
    (piece) => {
      if (piece.kind === 'passage') passages.push(piece)
      if (piece.kind === 'envelope') recipient = piece.addresses[0] ?? ''
    },
  )
  return { passages, recipient }
}

function timed<T>(name: string, bytes: number, work: () => T): T {
  const started = performance.now()
  const result = work()
  tell(name, bytes, performance.now() - started)
  return result
}

function tell(name: string, bytes: number, ms: number): void {
  console.log(
    `${name.padEnd(40)} ${(bytes / 1e3 / ms).toFixed(1).padStart(8)} MB/s  ${(ms / 1e3).toFixed(2)} s`,
  )
}
