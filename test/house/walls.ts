/** Who may import whom: the floors of docs/ARCHITECTURE.md as a table, and the faults a set of sources has against it. */
import { posix } from 'node:path'
import ts from 'typescript'
import { isTest, type SourceFile } from './source-file.ts'

/** Room → rooms it may import. A room that is missing here does not exist yet: adding one is a decision. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  std: [],
  contract: [],
  text: [],
  exposure: ['std'],
  extract: ['std', 'exposure/view.ts'],
  store: ['std'],
  audit: ['std', 'store', 'sealing'],
  sealing: ['std'],
  config: ['std'],
  staff: ['std', 'store', 'audit', 'sealing'],
  directory: ['std', 'exposure', 'store', 'audit', 'sealing'],
  workflow: ['std', 'store', 'audit'],
  alert: ['std', 'text', 'store', 'audit'],
  check: ['std', 'text', 'exposure', 'extract'],
  notice: ['std', 'text', 'exposure', 'extract'],
  // An adapter sees the port of the room it serves (the file that implements it is named in `ports`), the shapes of a customer and of
  // a template, and two folders that are no adapters: `adapters/row`, the words for columns and cells that everything with rows has in
  // common, and `adapters/engine`, the process in which every template engine runs.
  adapters: ['std', 'port', 'exposure/fact.ts', 'notice/template/template.ts', 'notice/template/branch.ts'],
  api: ['std', 'contract', 'text', 'staff', 'audit', 'directory', 'workflow', 'alert'],
  // Runs in the browser.
  console: ['contract', 'text'],
  cli: ['std', 'contract', 'text'],
  main: ['*'],
  wiring: ['*'],
}

/** Adapter's file name → the port it implements. */
const ports: Readonly<Record<string, string>> = {
  'directory-file.ts': 'src/check/directory-file.ts',
  'source.ts': 'src/directory/source.ts',
  'messenger.ts': 'src/alert/messenger.ts',
  'witness.ts': 'src/audit/witness.ts',
  'renderer.ts': 'src/notice/renderer.ts',
  'syntax.ts': 'src/notice/proof/syntax.ts',
  'mail-door.ts': 'src/notice/sink/mail-door.ts',
  'isolation.ts': 'src/notice/isolation/isolation.ts',
}

/** npm package → the folders that may import it: one adapter each, so that it can be replaced. */
const packageHomes: Readonly<Record<string, readonly string[]>> = {
  commander: ['src/cli/'],
  kysely: ['src/store/', 'src/audit/', 'src/directory/', 'src/staff/', 'src/workflow/', 'src/alert/'],
  pg: ['src/store/', 'src/adapters/sql/'],
  mysql2: ['src/adapters/sql/'],
  ldapts: ['src/adapters/ldap/'],
  nodemailer: ['src/adapters/smtp/'],
  'smtp-server': ['src/adapters/smtp/'],
  'better-auth': ['src/staff/sign-in/'],
  '@better-auth/passkey': ['src/staff/sign-in/'],
  '@simplewebauthn/server': ['src/staff/sign-in/'],
  'qrcode-generator': ['src/api/'],
  'graphile-worker': ['src/workflow/'],
  fastify: ['src/api/'],
  'fastify-type-provider-zod': ['src/api/'],
  '@fastify/cookie': ['src/api/'],
  '@fastify/helmet': ['src/api/'],
  '@fastify/rate-limit': ['src/api/'],
  '@fastify/swagger': ['src/api/'],
  'prom-client': ['src/api/'],
  pino: ['src/api/'],
  fflate: ['src/extract/'],
  htmlparser2: ['src/extract/'],
  'pdfjs-dist': ['src/extract/pdf/'],
  liquidjs: ['src/adapters/liquid/'],
  handlebars: ['src/adapters/handlebars/'],
  mustache: ['src/adapters/mustache/'],
  yaml: ['src/check/', 'src/config/', 'src/notice/'],
  zod: ['src/contract/', 'src/check/', 'src/config/', 'src/api/', 'src/notice/'],
}

/** Folders of `adapters/` that are no adapters: every adapter may know them. */
const commonFolders = ['row', 'engine']

/** Rooms that do no I/O at all: not even Node's own modules. */
const pureRooms = ['exposure', 'text']

export interface Import {
  readonly from: string
  readonly to: string
}

function roomOf(path: string): string {
  const [, room = ''] = path.split('/')
  return room.replace(/\.ts$/, '')
}

/** All imports of a file, type-only and dynamic ones included; relative ones resolved to a path below the root. */
export function importsOf(file: SourceFile): readonly Import[] {
  return ts.preProcessFile(file.text, true, true).importedFiles.map(({ fileName }) => ({
    from: file.path,
    to: fileName.startsWith('.') ? posix.join(posix.dirname(file.path), fileName) : fileName,
  }))
}

/** Sentences, one per fault; empty if the house stands. */
export function wallFaults(files: readonly SourceFile[]): readonly string[] {
  const production = files.filter((file) => !isTest(file.path))
  const imports = production.flatMap(importsOf)
  const served = new Set(production.flatMap(({ path }) => servedIn(path)))
  return [
    ...production.flatMap((file) => unknownRoom(file)),
    ...imports.flatMap((one) => (one.to.startsWith('src/') ? wallFault(one, served) : packageFault(one))),
    ...cycleFaults(imports),
  ]
}

function unknownRoom(file: SourceFile): readonly string[] {
  return mayImport[roomOf(file.path)] ? [] : [`${file.path} stands in a room that is not on the plan`]
}

/** The port that a file implements, as its whole folder may know it. */
function servedIn(path: string): readonly string[] {
  const port = roomOf(path) === 'adapters' ? ports[posix.basename(path)] : undefined
  return port === undefined ? [] : [`${posix.dirname(path)} ${port}`]
}

function wallFault({ from, to }: Import, served: ReadonlySet<string>): readonly string[] {
  const room = roomOf(from)
  const other = roomOf(to)
  if (/(^|\/)index\.ts$/.test(to)) return [`${from} imports a barrel: ${to}`]
  if (other === 'main' || other.endsWith('wiring')) {
    return mayImport[room]?.includes('*') ? [] : [`${from} imports ${to}: nobody imports the top`]
  }
  if (room === other) {
    const [, , folder] = from.split('/')
    const [, , otherFolder] = to.split('/')
    return room === 'adapters' && folder !== otherFolder && !commonFolders.includes(otherFolder ?? '')
      ? [`${from} imports another adapter: ${to}`]
      : []
  }
  const allowed = mayImport[room] ?? []
  const isAllowed = allowed.some((entry) => {
    if (entry === '*' || entry === other) return true
    if (entry === 'port') return served.has(`${posix.dirname(from)} ${to}`)
    return `src/${entry}` === to
  })
  return isAllowed ? [] : [`${from} must not know ${to}`]
}

function packageFault({ from, to }: Import): readonly string[] {
  if (to.startsWith('node:')) {
    return pureRooms.includes(roomOf(from)) ? [`${from} is pure and must not use ${to}`] : []
  }
  const name = to
    .split('/')
    .slice(0, to.startsWith('@') ? 2 : 1)
    .join('/')
  const homes = packageHomes[name]
  if (!homes) return [`${from} imports ${name}, which has no home in the plan`]
  return homes.some((home) => from.startsWith(home))
    ? []
    : [`${from} must not import ${name}; its home is ${homes.join(', ')}`]
}

/**
 * Imports from another room past what that room's README names: what it does not name is its own business.
 *
 * @param readmes room → its README; a room without one offers nothing
 */
export function depthFaults(
  files: readonly SourceFile[],
  readmes: ReadonlyMap<string, string>,
): readonly string[] {
  return files
    .filter(({ path }) => !isTest(path) && !mayImport[roomOf(path)]?.includes('*'))
    .flatMap(importsOf)
    .filter(({ from, to }) => to.startsWith('src/') && roomOf(from) !== roomOf(to))
    .filter(({ to }) => {
      const inside = to.split('/').slice(2).join('/')
      const readme = readmes.get(roomOf(to)) ?? ''
      return !readme.includes(`\`${inside}\``) && !readme.includes(`\`${inside.replace(/\.ts$/, '')}\``)
    })
    .map(({ from, to }) => `${from} imports ${to}, which the README of its room does not name`)
}

/** Cycles over relative imports; a type-only edge counts, because it ties the two files as firmly for a reader. */
function cycleFaults(imports: readonly Import[]): readonly string[] {
  const edges = new Map<string, string[]>()
  for (const { from, to } of imports) {
    if (to.startsWith('src/')) edges.set(from, [...(edges.get(from) ?? []), to])
  }
  const done = new Set<string>()
  const faults: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file)
    if (at >= 0) {
      faults.push(`cycle: ${[...path.slice(at), file].join(' -> ')}`)
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of edges.keys()) visit(file, [])
  return faults
}
