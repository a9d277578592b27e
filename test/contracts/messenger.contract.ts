/** What every messenger keeps, whatever stands behind it. */
import { expect, test } from 'vitest'
import type { AlertMessage, Messenger } from '../../src/alert/messenger.ts'

export interface MessengerUnderTest {
  readonly messenger: Messenger
  /** What has arrived, as text. */
  arrived(): readonly string[]
  breakIt(): Promise<void>
}

export const message: AlertMessage = {
  id: '0198a000-0000-7000-8000-0000000000a1',
  organisationId: '0198a000-0000-7000-8000-00000000000a',
  organisation: 'Stadt Beispielhausen',
  kind: 'witness-failing',
  says: { witness: 'other-host' },
  step: 'raised',
  raisedAt: new Date('2026-01-02T03:04:05Z'),
  subject: 'Schleuse: Stadt Beispielhausen',
  text: 'Der Zeuge other-host nimmt nichts an.\n',
}

export function messengerContract(name: string, open: () => Promise<MessengerUnderTest>): void {
  test(`${name}: what it is told arrives, with the id of the alert`, async () => {
    const { messenger, arrived } = await open()
    expect(await messenger.tell(message, new AbortController().signal)).toEqual({ kind: 'told' })
    expect(arrived()).toHaveLength(1)
    expect(arrived()[0]).toContain('other-host')
  })

  test(`${name}: what it cannot take is told, not thrown and not taken for told`, async () => {
    const { messenger, breakIt } = await open()
    await breakIt()
    expect(await messenger.tell(message, new AbortController().signal)).toMatchObject({ kind: 'failed' })
  })
}
