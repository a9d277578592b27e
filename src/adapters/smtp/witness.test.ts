import { expect, test } from 'vitest'
import { headOf, witnessContract } from '../../../test/contracts/witness.contract.ts'
import { makeCertificate } from '../../../test/support/certificate.ts'
import { type MailSink, openMailSink } from '../../../test/support/mail-sink.ts'
import { Fault } from '../../std/fault.ts'
import { mailWitness } from './witness.ts'

const never = new AbortController().signal
const words = () => ({ subject: 'Stand des Protokolls, Größe', text: 'Bitte aufbewahren.\n' })

function witnessOf({ port }: Pick<MailSink, 'port'>, more: { url?: string; ca?: string } = {}) {
  const url = `smtp://127.0.0.1:${port}`
  return mailWitness({
    name: 'mail',
    url,
    from: 'schleuse@example.org',
    to: 'revision@example.org',
    words,
    ...more,
  })
}

witnessContract('a mailbox', async () => {
  const sink = await openMailSink()
  return {
    witness: witnessOf(sink),
    kept: async () => sink.mails.map(({ text }) => attachmentOf(text)),
    breakIt: () => sink.close(),
  }
})

/** The one attachment, as a mail program saves it. */
function attachmentOf(mail: string): string {
  const part = mail.split(/\r\n--/).find((one) => /Content-Disposition: attachment/.test(one)) ?? ''
  expect(part).toMatch(/Content-Transfer-Encoding: base64/)
  return Buffer.from(part.split('\r\n\r\n')[1] ?? '', 'base64').toString('utf8')
}

test('the mail goes from and to whom it is to, and no answering machine answers it', async () => {
  const sink = await openMailSink()
  await witnessOf(sink).keep(headOf(1), never)
  const [mail] = sink.mails
  expect(mail).toMatchObject({ from: 'schleuse@example.org', to: ['revision@example.org'] })
  expect(mail?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(mail?.text).toMatch(/filename=head-1\.json/)
})

test('a server that refuses the recipient is no witness', async () => {
  const sink = await openMailSink({ onRcptTo: (_, __, done) => done(new Error('no such mailbox')) })
  expect(await witnessOf(sink).keep(headOf(1), never)).toEqual({ kind: 'failed', why: 'refused' })
})

test('over TLS only a server whose certificate is trusted is a witness', async () => {
  const { key, certificate } = makeCertificate('127.0.0.1')
  const sink = await openMailSink({ key, cert: certificate, secure: true })
  const url = `smtps://127.0.0.1:${sink.port}`
  expect(await witnessOf(sink, { url, ca: certificate }).keep(headOf(1), never)).toEqual({ kind: 'kept' })
  expect(await witnessOf(sink, { url }).keep(headOf(1), never)).toEqual({ kind: 'failed', why: 'untrusted' })
})

test('an account is used where there is one, and a wrong password is told', async () => {
  const sink = await openMailSink({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === 'schleuse' && password === 'ge heim'
        ? done(null, { user: username })
        : done(new Error('no')),
  })
  const url = (password: string) => `smtp://schleuse:${encodeURIComponent(password)}@127.0.0.1:${sink.port}`
  expect(await witnessOf(sink, { url: url('ge heim') }).keep(headOf(1), never)).toEqual({ kind: 'kept' })
  expect(await witnessOf(sink, { url: url('falsch') }).keep(headOf(1), never)).toEqual({
    kind: 'failed',
    why: 'refused',
  })
})

test('an address of another kind is refused', () => {
  expect(() => witnessOf({ port: 0 }, { url: 'https://mail.example.org' })).toThrow(Fault)
})
