import { expect, test } from 'vitest'
import { noAllowances } from '../exposure/allowance.ts'
import { buildReferenceIndex } from '../exposure/reference-index.ts'
import { openSurvey } from '../exposure/survey.ts'
import { SourceUnreadable } from '../extract/message-bytes.ts'
import type { MessageSource, Piece } from '../extract/piece.ts'
import { type JudgeTools, type MailToJudge, matchingDeadlineMs, openJudge } from './judge-mail.ts'

const person = (customerNumber: string, email: string) => ({
  customerNumber,
  emails: [email],
  phones: [],
  ibans: [],
  isProtected: false,
})
const index = buildReferenceIndex({
  records: [person('K1000001', 'anna@example.org'), person('K1002044', 'berta@example.org')],
})

const mailAt = (path: string): MailToJudge => ({
  name: { label: path, fileNumber: 1 },
  source: { path, format: 'eml' },
})
const passage = (text: string, place = 'text/plain'): Piece => ({ kind: 'passage', place, part: 1, text })
const envelope = (...addresses: readonly string[]): Piece => ({
  kind: 'envelope',
  source: 'visible',
  addresses,
})
const digest = 'a'.repeat(64)
const end: Piece = JSON.parse(`{"kind":"end","digest":"${digest}","bytes":1}`)

interface Reading {
  readonly pieces: readonly Piece[]
  readonly recipients?: readonly string[]
  readonly tools?: Partial<JudgeTools>
}

async function judged({ pieces, recipients = [], tools = {} }: Reading) {
  const unreadable: string[] = []
  const judge = openJudge({
    pool: {
      read: async (_source, _options, onPiece) => pieces.forEach(onPiece),
    },
    openSurvey,
    index,
    allowances: noAllowances,
    allowedFiles: [],
    recipients,
    now: () => 0,
    unreadable: (_mail, reason) => void unreadable.push(reason),
    ...tools,
  })
  return { deliveries: await judge(mailAt('a.eml')), unreadable }
}

test('a mail is judged once for each recipient, whatever the spelling', async () => {
  const pieces = [
    envelope('Anna@example.org', 'anna@EXAMPLE.org', 'berta@example.org'),
    passage('K1002044'),
    end,
  ]
  const { deliveries } = await judged({ pieces })
  expect(deliveries).toMatchObject([
    { kind: 'exposes', recipient: 'Anna@example.org', viewer: { customerNumbers: ['K1000001'] } },
    { kind: 'clear', recipient: 'berta@example.org', viewer: { customerNumbers: ['K1002044'] } },
  ])
})

test('a mail that ends without saying so, and without saying why, was not read', async () => {
  const { deliveries } = await judged({ pieces: [envelope('anna@example.org'), passage('Guten Tag')] })
  expect(deliveries).toMatchObject([
    { kind: 'undecided', unchecked: [{ place: 'message/rfc822', reason: 'broken' }] },
  ])
})

test('a mail of which nothing was read has no recipient, even if one is given', async () => {
  const pieces: readonly Piece[] = [{ kind: 'unchecked', place: 'message/rfc822', reason: 'memory' }]
  const { deliveries } = await judged({ pieces, recipients: ['anna@example.org'] })
  expect(deliveries).toMatchObject([
    { kind: 'unaddressed', unchecked: [{ place: 'message/rfc822', reason: 'memory' }] },
  ])
})

test('a mail that cannot be opened is told of and has no recipient', async () => {
  const pool = {
    read: async () => {
      throw new SourceUnreadable('EACCES')
    },
  }
  const { deliveries, unreadable } = await judged({ pieces: [], tools: { pool } })
  expect(deliveries).toMatchObject([{ kind: 'unaddressed', unchecked: [{ reason: 'broken' }] }])
  expect(unreadable).toEqual(['EACCES'])
})

test('past the deadline nothing more is judged; what stood before counts, and the rest is unread once', async () => {
  const clock = { ms: 0 }
  const pool: JudgeTools['pool'] = {
    async read(_source, _options, onPiece) {
      onPiece(envelope('anna@example.org'))
      onPiece(passage('K1002044'))
      clock.ms = matchingDeadlineMs + 1
      onPiece(passage('Berta', 'text/html'))
      onPiece(passage('Berta', 'attachment#1:pdf'))
      onPiece(end)
    },
  }
  const { deliveries } = await judged({ pieces: [], tools: { pool, now: () => clock.ms } })
  expect(deliveries).toMatchObject([
    { kind: 'exposes', unchecked: [{ place: 'text/html', reason: 'timeout' }] },
  ])
})

test('the time that another mail takes to be matched is not charged to this one', async () => {
  const clock = { ms: 0 }
  const slowSurvey: JudgeTools['openSurvey'] = (...given) => {
    const survey = openSurvey(...given)
    return {
      ...survey,
      add(one) {
        if (one.text === 'slow') clock.ms += matchingDeadlineMs * 2
        survey.add(one)
      },
    }
  }
  const begun: ((piece: Piece) => void)[] = []
  const done: (() => void)[] = []
  const pool: JudgeTools['pool'] = {
    read: (_source: MessageSource, _options, onPiece) =>
      new Promise((resolve) => {
        begun.push(onPiece)
        done.push(resolve)
      }),
  }
  const judge = openJudge({
    pool,
    openSurvey: slowSurvey,
    index,
    allowances: noAllowances,
    allowedFiles: [],
    recipients: ['anna@example.org'],
    now: () => clock.ms,
    unreadable: () => {},
  })
  const results = [judge(mailAt('slow.eml')), judge(mailAt('quick.eml'))]
  const [slow, quick] = begun
  slow?.(passage('slow'))
  slow?.(passage('late'))
  slow?.(end)
  quick?.(passage('quick'))
  quick?.(end)
  for (const resolve of done) resolve()
  expect((await Promise.all(results)).flat().map(({ kind }) => kind)).toEqual(['undecided', 'clear'])
})

test('a fault in the engine is no verdict', async () => {
  const broken: JudgeTools['openSurvey'] = (...given) => ({
    ...openSurvey(...given),
    add: () => {
      throw new TypeError('engine')
    },
  })
  const pieces = [envelope('anna@example.org'), passage('x'), end]
  await expect(judged({ pieces, tools: { openSurvey: broken } })).rejects.toThrow('engine')
})
