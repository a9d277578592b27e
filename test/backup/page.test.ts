import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsPage } from '../house/manual.ts'
import { projectRoot } from '../house/source-file.ts'

/** Commands as the page writes them: words up to the first that is in capitals or an option. */
const commands = [
  ...readFileSync(join(projectRoot, 'docs', 'backup.md'), 'utf8').matchAll(
    /schleuse ([a-z]+(?: [a-z]+)*)([^`\n]*)/g,
  ),
].map(([, words = '', rest = '']) => ({ words, options: rest.match(/--[a-z]+/g) ?? [] }))

test('every command and option that docs/backup.md names is one the help knows', async () => {
  const help = await commandsPage()
  expect(commands.length).toBeGreaterThan(6)
  for (const { words, options } of commands) {
    const [verb = '', ...rest] = words.split(' ')
    const name = [verb, ...(help.includes(`## schleuse ${verb} ${rest[0]}\n`) ? rest.slice(0, 1) : [])].join(
      ' ',
    )
    const section = help.split(`## schleuse ${name}\n`)[1]?.split('\n## ')[0]
    expect(section, words).toBeDefined()
    for (const option of options) expect(section, `${words} ${option}`).toContain(option)
  }
})
