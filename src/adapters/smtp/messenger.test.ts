import { expect, test } from 'vitest'
import { message, messengerContract } from '../../../test/contracts/messenger.contract.ts'
import { type MailSink, openMailSink } from '../../../test/support/mail-sink.ts'
import { mailMessenger } from './messenger.ts'

const never = new AbortController().signal

function messengerOf({ port }: MailSink) {
  return mailMessenger({
    name: 'mail',
    url: `smtp://127.0.0.1:${port}`,
    from: 'schleuse@example.org',
    to: ['it@example.org', 'leitung@example.org'],
    escalateTo: ['amtsleitung@example.org', 'it@example.org'],
  })
}

messengerContract('mail', async () => {
  const sink = await openMailSink()
  return {
    messenger: messengerOf(sink),
    arrived: () => sink.mails.map(({ text }) => text),
    breakIt: () => sink.close(),
  }
})

const steps = [
  ['raised', ['it@example.org', 'leitung@example.org']],
  ['hour', ['it@example.org', 'leitung@example.org']],
  ['day', ['it@example.org', 'leitung@example.org', 'amtsleitung@example.org']],
] as const
for (const [step, to] of steps) {
  test(`at the step ${step} the mail goes to ${to.length}, each once`, async () => {
    const sink = await openMailSink()
    await messengerOf(sink).tell({ ...message, step }, never)
    expect(sink.mails.map((mail) => mail.to)).toEqual([to])
    expect(sink.mails[0]?.text).toMatch(/^Subject: Schleuse: Stadt Beispielhausen\r$/m)
  })
}

test('one recipient that the server refuses is no success: it is tried again', async () => {
  const sink = await openMailSink({
    onRcptTo: ({ address }, _, done) =>
      address.startsWith('leitung') ? done(new Error('no such mailbox')) : done(),
  })
  expect(await messengerOf(sink).tell(message, never)).toEqual({ kind: 'failed', why: 'refused' })
})
