import { expect, test } from 'vitest'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { openStatePlace } from '../support/run-state.ts'

const fresh = freshDatabases()

test('a contract is recorded, shown and ended; what the shell may not declare for an organisation is refused', async () => {
  const database = await fresh()
  await upgradeSchema(database.as('owner'))
  const { place, run } = openStatePlace(database.target('app'))
  run(['organisation', 'add', 'Bücherei', '--role', 'controller'])
  run(['organisation', 'add', 'Rechenzentrum', '--role', 'processor'])
  const relate = ['organisation', 'relate', '--controller', 'bücherei', '--processor', 'Rechenzentrum']
  expect(run([...relate, '--contract', 'AV 7', '--from', '2026-02-30'])).toMatchObject({
    status: 2,
    facts: [],
  })
  const [added] = run([...relate, '--contract', 'AV 7', '--from', '2026-01-01']).facts
  expect(added).toMatchObject({ kind: 'relation-added', contract: 'AV 7' })
  expect(run([...relate, '--contract', 'AV 8', '--from', '2026-06-01']).stderr).toMatch(/schon einen Vertrag/)

  place.write({ 'fall.json': '{}' })
  const offer = ['hand-over', 'offer', 'fall.json', '--subject', 'case', '--to', 'Bücherei']
  expect(run([...offer, '--organisation', 'Rechenzentrum'])).toEqual({
    status: 1,
    facts: [{ kind: 'action-refused', permission: 'hand-over-offer' }],
    stderr: '',
  })
  expect(run(['hand-over', 'list', '--organisation', 'Rechenzentrum']).facts).toEqual([])

  const part = [
    'organisation',
    'part',
    String(added?.id),
    '--until',
    '2026-11-30',
    '--organisation',
    'Bücherei',
  ]
  expect(run(part)).toMatchObject({ status: 0, facts: [{ kind: 'relation-ended' }] })
  expect(run(['organisation', 'relations']).facts).toMatchObject([
    { processor: 'Rechenzentrum', controller: 'Bücherei', fromOn: '2026-01-01', untilOn: '2026-11-30' },
  ])
  expect(run(['audit', 'verify', '--organisation', 'Bücherei'])).toMatchObject({ status: 0 })
})

test('where there is no organisation yet, the first step is named', async () => {
  const database = await fresh()
  await upgradeSchema(database.as('owner'))
  const { run } = openStatePlace(database.target('app'))
  const { status, stderr } = run(['directory', 'status'])
  expect(status).toBe(2)
  expect(stderr).toContain('noch keine Organisation')
  expect(stderr).toContain('schleuse organisation add NAME --role controller')
})
