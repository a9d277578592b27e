/**
 * How many mails the sink accepts over ten conversations that stay open. Every mail carries its number; all must lie in the
 * spool once, byte for byte, or the run fails.
 *
 *     node bench/sink.bench.ts [--mails 20000] [--bytes 3000]
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { openMailDoor } from '../src/adapters/smtp/mail-door.ts'
import { openSinkDoor } from '../src/notice/sink/sink-door.ts'
import { openWorldSpool } from '../src/notice/sink/world-spool.ts'

interface Load {
  readonly port: number
  readonly mails: number
  readonly bytes: number
}

const conversations = 10
const domain = 'w0.bench.invalid'

function mailOf(number: number, bytes: number): string {
  const head = `From: library@library.example\r\nTo: p${number}@${domain}\r\nSubject: Mail ${number}\r\n\r\n`
  const line = 'Bitte geben Sie die entliehenen Medien fristgerecht zurück.\r\n'
  return head + line.repeat(Math.ceil((bytes - head.length) / line.length))
}

/** One command after the other, as mailers do that know nothing of pipelining. */
async function converse({ port, mails, bytes }: Load, first: number): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1')
  const replies = socket[Symbol.asyncIterator]()
  let heard = ''
  const reply = async (code: string) => {
    for (;;) {
      const end = /^\d{3} .*\r\n/m.exec(heard)
      if (end) {
        heard = heard.slice(end.index + end[0].length)
        if (!end[0].startsWith(code)) throw new Error(`the sink said ${end[0]}`)
        return
      }
      heard += (await replies.next()).value ?? ''
    }
  }
  const say = async (line: string, code: string) => {
    socket.write(line)
    await reply(code)
  }
  await reply('220')
  await say('EHLO bench.invalid\r\n', '250')
  for (let number = first; number < mails; number += conversations) {
    await say('MAIL FROM:<library@library.example>\r\n', '250')
    await say(`RCPT TO:<p${number}@${domain}>\r\n`, '250')
    await say('DATA\r\n', '354')
    await say(`${mailOf(number, bytes)}.\r\n`, '250')
  }
  await say('QUIT\r\n', '221')
  socket.destroy()
}

async function measure(): Promise<void> {
  const { values } = parseArgs({
    options: { mails: { type: 'string', default: '20000' }, bytes: { type: 'string', default: '3000' } },
  })
  const [mails, bytes] = [Number(values.mails), Number(values.bytes)]
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-bench-'))
  const spool = openWorldSpool(folder, () => performance.now())
  const door = await openSinkDoor({ spool, open: openMailDoor, place: { kind: 'loopback', port: 0 } })
  await spool.openWorld(domain)
  const [startedAt, processorAt] = [performance.now(), process.cpuUsage()]
  const load: Load = { port: door.port, mails, bytes }
  await new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: load })
    worker
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error('the load failed'))))
  })
  const seconds = (performance.now() - startedAt) / 1e3
  const used = process.cpuUsage(processorAt)
  const caught = await spool.closeWorld()
  const wrong = await wrongIn(caught, mails, bytes)
  await door.close()
  rmSync(folder, { recursive: true })
  console.log(
    `sink: ${mails} mails of ${bytes} bytes over ${conversations} conversations: ${(mails / seconds).toFixed(0)} a second, ` +
      `${((used.user + used.system) / mails).toFixed(0)} µs of processor time each with the sending; ` +
      `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB; load of the machine ${loadavg()[0]?.toFixed(1)}`,
  )
  console.log(`${caught.kept} kept, ${wrong} missing, doubled or changed`)
  if (wrong > 0) process.exitCode = 1
}

async function wrongIn(
  caught: Awaited<ReturnType<ReturnType<typeof openWorldSpool>['closeWorld']>>,
  mails: number,
  bytes: number,
): Promise<number> {
  const right = new Set<number>()
  let wrong = 0
  let spooled: Buffer | undefined
  for await (const { to, source } of caught.mails()) {
    spooled ??= readFileSync(source.path)
    const number = Number(/^p(\d+)@/.exec(to[0] ?? '')?.[1])
    const isSame = digest(spooled.subarray(source.start, source.end)) === digest(mailOf(number, bytes))
    if (isSame && !right.has(number)) right.add(number)
    else wrong++
  }
  return wrong + mails - right.size
}

function digest(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

if (isMainThread) await measure()
else await Promise.all(Array.from({ length: conversations }, (_, first) => converse(workerData, first)))
