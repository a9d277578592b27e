import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { upgradeSchema } from '../../src/store/upgrade.ts'
import { projectRoot } from '../house/source-file.ts'
import { freshDatabases } from '../store/fresh-database.ts'

const freshDatabase = freshDatabases()

test('docs/directory.md lists every column of the directory and its form, and no other', async () => {
  const database = (await freshDatabase()).as('owner')
  await upgradeSchema(database)
  const { rows } = await sql<{ name: string; type: string }>`
    select table_name || '.' || column_name as name, data_type as type from information_schema.columns
    where table_schema = 'schleuse' and table_name like 'directory%' and table_name not like 'directory_staged%'
    order by 1`.execute(database)
  const page = readFileSync(join(projectRoot, 'docs', 'directory.md'), 'utf8')
  const listed = new Map(
    [...page.matchAll(/^\| `(directory_\w+\.\w+)` \| (\w+) \|/gm)].map(([, name = '', form = '']) => [
      name,
      form,
    ]),
  )
  expect([...listed.keys()].sort()).toEqual(rows.map(({ name }) => name).sort())
  // Bytes are hashed or sealed; what is called clear is no bytes.
  for (const { name, type } of rows) expect(listed.get(name) === 'clear', name).toBe(type !== 'bytea')
})

test('whoever only reads cannot read sealed contact data, nor change anything', async () => {
  const fresh = await freshDatabase()
  await upgradeSchema(fresh.as('owner'))
  const reader = fresh.as('reader')
  await expect(sql`select * from schleuse.directory_contact`.execute(reader)).rejects.toThrow(
    /permission denied/,
  )
  await expect(sql`delete from schleuse.directory_customer`.execute(reader)).rejects.toThrow(
    /permission denied/,
  )
  expect((await sql`select * from schleuse.directory_source`.execute(reader)).rows).toEqual([])
})
