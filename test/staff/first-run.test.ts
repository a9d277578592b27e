import { expect, test } from 'vitest'
import { openStaffApi } from '../../src/wiring/staff-api.ts'
import { freshDatabases } from '../store/fresh-database.ts'
import { runApi } from '../support/api-server.ts'
import { openSignInWorld } from './sign-in-world.ts'
import { openStaffWorld } from './staff-world.ts'

const fresh = freshDatabases()

test('until there is an account the sign-in page tells how the first is made, in both languages; then no more', async () => {
  const made = await fresh()
  const w = await openStaffWorld(made)
  const { tools } = await openSignInWorld(made)
  const confinedTo = () => w.app
  const api = openStaffApi({
    store: { database: w.app, confinedTo },
    tools,
    providers: [],
    now: () => new Date(),
  })
  const { base } = await runApi({ rooms: api.rooms, gatekeeper: api.callers.gatekeeper })
  const page = async (lang: string) => (await fetch(`${base}/staff/sign-in?lang=${lang}`)).text()
  const command =
    'schleuse staff add ADDRESS --name NAME --role administrator --first --outside NAME --outside-body BODY'
  for (const [lang, sentence] of [
    ['de', 'Noch gibt es hier kein Konto'],
    ['en', 'There is no account here yet'],
  ] as const) {
    const text = await page(lang)
    expect(text).toContain(sentence)
    expect(text).toContain(command)
  }
  await w.hire('Erika', ['administrator'])
  expect(await page('de')).not.toContain('--first')
})
