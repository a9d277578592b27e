import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { openMailDoor } from '../../src/adapters/smtp/mail-door.ts'
import type { Keeping, MailDoorSetup } from '../../src/notice/sink/mail-door.ts'
import { openWorldSpool } from '../../src/notice/sink/world-spool.ts'

const domain = 'w0.test.invalid'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'schleuse-spool-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openDoor(limits: Pick<MailDoorSetup, 'mailBytesMax' | 'heldBytesMax'>) {
  const kept: number[] = []
  let refused = 0
  let answer: Promise<Keeping> = Promise.resolve({ kind: 'kept' })
  const door = await openMailDoor({
    ...limits,
    place: { kind: 'loopback', port: 0 },
    keep: ({ bytes }) => {
      kept.push(bytes.length)
      return answer
    },
    onRefused: () => refused++,
  })
  onTestFinished(() => door.close())
  return {
    kept,
    refused: () => refused,
    /** Mails are being kept until the returned function is called. */
    hold() {
      const { promise, resolve } = Promise.withResolvers<Keeping>()
      answer = promise
      return () => resolve({ kind: 'kept' })
    },
    /** @returns the code of the reply to a mail of so many bytes, about */
    async send(bytes: number): Promise<number> {
      const transport = createTransport({ host: '127.0.0.1', port: door.port, ignoreTLS: true })
      const line = 'Bitte geben Sie die Medien zurück.\r\n'
      try {
        await transport.sendMail({
          envelope: { from: 'library@library.example', to: [`p1@${domain}`] },
          raw: `Subject: x\r\n\r\n${line.repeat(bytes / line.length)}`,
        })
        return 250
      } catch (error) {
        return error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
      } finally {
        transport.close()
      }
    },
  }
}

test('a mail that is too large is refused and counted, whatever the client announced', async () => {
  const door = await openDoor({ mailBytesMax: 100_000, heldBytesMax: 1_000_000 })
  expect(await door.send(90_000)).toBe(250)
  expect(await door.send(200_000)).toBe(552)
  expect(await door.send(90_000)).toBe(250)
  expect([door.kept.length, door.refused()]).toEqual([2, 1])
})

test('mails that are received at once hold no more memory than is allowed', async () => {
  const door = await openDoor({ mailBytesMax: 100_000, heldBytesMax: 150_000 })
  const goOn = door.hold()
  const first = door.send(90_000)
  await expect.poll(() => door.kept.length).toBe(1)
  expect(await door.send(90_000)).toBe(452)
  goOn()
  expect(await first).toBe(250)
  expect(await door.send(90_000)).toBe(250)
  expect(door.refused()).toBe(1)
})

const mail = (bytes: number) => ({ from: '', to: [`p1@${domain}`], bytes: new Uint8Array(bytes).fill(65) })
const refused: Keeping = { kind: 'refused', why: 'no-room' }

test('a world that sends for ever fills no disk', async () => {
  const spool = openWorldSpool(newFolder(), () => 0, 1_000)
  await spool.openWorld(domain)
  expect(await spool.keep(mail(800))).toEqual({ kind: 'kept' })
  expect(await spool.keep(mail(800))).toEqual(refused)
  expect(await spool.keep(mail(200))).toEqual({ kind: 'kept' })
  expect(spool.refused).toBe(1)
  await spool.closeWorld()
})

test.skipIf(process.getuid?.() !== 0)(
  'a full disk refuses a mail, and the next is kept whole where there is room again',
  async () => {
    const folder = newFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder])
    onTestFinished(() => void execFileSync('umount', ['-l', folder]))
    const spool = openWorldSpool(folder, () => 0)
    await spool.openWorld(domain)
    writeFileSync(join(folder, 'other'), Buffer.alloc(200_000))
    expect(await spool.keep(mail(100_000))).toEqual(refused)
    rmSync(join(folder, 'other'))
    expect(await spool.keep(mail(1_000))).toEqual({ kind: 'kept' })
    const caught = await spool.closeWorld()
    const places: (readonly [number, number])[] = []
    for await (const { source } of caught.mails()) places.push([source.start, source.end])
    expect(places).toEqual([[0, 1_000]])
    expect(spool.refused).toBe(1)
  },
)
