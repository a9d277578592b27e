/**
 * Stands in for the machine's `sendmail` where a rehearsal runs: takes a mail as sendmail does and brings it to the sink.
 *
 * @source sendmail(1) of Postfix, the part that programs use: `-t`, `-f`, `-i`, `-oi`, `-bm`, `-bs`, recipients as arguments
 */
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { readSendmailCall, recipientsIn, withoutBlindCopies } from './sendmail-call.ts'

const sinkPort = 25
/** @source sysexits.h: EX_USAGE, EX_NOUSER, EX_UNAVAILABLE */
const [exUsage, exNoUser, exUnavailable] = [64, 67, 69]

async function main(): Promise<number> {
  const call = readSendmailCall(process.argv.slice(2))
  if (call.kind === 'unknown') {
    process.stderr.write(`sendmail: ${call.option} is not known where notices are rehearsed\n`)
    return exUsage
  }
  if (call.kind === 'conversation') return converse()
  const mail = await buffer(process.stdin)
  const to = [...call.recipients, ...(call.recipientsInHeaders ? recipientsIn(mail.toString('latin1')) : [])]
  if (to.length === 0) {
    process.stderr.write('sendmail: no recipient\n')
    return exNoUser
  }
  const transport = createTransport({ host: '127.0.0.1', port: sinkPort, ignoreTLS: true })
  try {
    const raw = call.recipientsInHeaders ? withoutBlindCopies(mail) : mail
    await transport.sendMail({ envelope: { from: call.sender, to }, raw })
    return 0
  } catch (error) {
    process.stderr.write(`sendmail: ${error instanceof Error ? error.message : 'the sink did not take it'}\n`)
    return exUnavailable
  } finally {
    transport.close()
  }
}

/** `-bs`: the caller speaks SMTP itself. */
function converse(): Promise<number> {
  return new Promise((resolve) => {
    const sink = connect(sinkPort, '127.0.0.1')
    process.stdin.pipe(sink).pipe(process.stdout)
    sink.on('error', () => resolve(exUnavailable))
    sink.on('close', () => resolve(0))
  })
}

process.exitCode = await main()
