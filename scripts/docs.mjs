/** `npm run docs`: writes the pages of docs/ that are made from the program. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsPage, errorsPage, settingsPage } from '../test/house/manual.ts'

const docs = join(import.meta.dirname, '..', 'docs')
writeFileSync(join(docs, 'errors.md'), errorsPage())
writeFileSync(join(docs, 'cli.md'), await commandsPage())
writeFileSync(join(docs, 'configuration.md'), settingsPage())
