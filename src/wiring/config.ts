/** Runs `schleuse config`. */
import type { ConfigAction } from '../cli/actions/config.ts'
import type { StateAnswer, StateCall, StateFact } from '../cli/state-call.ts'
import type { GivenValue, Origin } from '../config/given-values.ts'
import { type ReadSettings, readSettings } from '../config/read-settings.ts'
import { referenceProblems, secretOf, secretProblem } from '../config/reference-state.ts'
import { referenceInWords } from '../config/secret-value.ts'
import { stateFolderOf } from '../config/state-folder.ts'
import { Fault, type Problem } from '../std/fault.ts'
import { openSource } from './directory-source.ts'

type Environment = Readonly<Record<string, string | undefined>>

export function runConfig(
  action: ConfigAction,
  { configPath, statePath }: StateCall,
  environment: Environment,
): StateAnswer {
  const read = readSettings(configPath, environment, { state: statePath })
  switch (action.kind) {
    case 'config-check':
      return checkConfig(read, environment)
    case 'config-show':
      return { exit: 0, facts: showConfig(read, environment) }
  }
}

function checkConfig(read: ReadSettings, environment: Environment): StateAnswer {
  const { file, folder, origins } = read
  const references = referenceProblems(origins, { folder }, environment)
  const [first, ...others] = [...references, ...sourceProblems(read, environment)]
  if (first !== undefined) throw new Fault([first, ...others])
  const set = origins.filter(({ origin }) => origin.kind !== 'default').length
  if (file === undefined) return { exit: 0, facts: [{ kind: 'config-none', set }] }
  return { exit: 0, facts: [{ kind: 'config-fine', file, set }] }
}

/** What makes a source impossible before any server is asked: an address, a filter, a parameter of a query. */
function sourceProblems({ settings, origins }: ReadSettings, environment: Environment): readonly Problem[] {
  return settings.directory.sources.flatMap((source, index) => {
    try {
      openSource(source, () => {}, { environment, now: () => new Date(0) })
      return []
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const name = origins.find(({ key }) => key === `directory.sources[${index}].name`)
      const at = name?.origin.kind === 'file' ? { at: name.origin.at } : {}
      return error.problems
        .filter(({ code }) => code.startsWith('SCH_SOURCE_'))
        .map(({ at: _, ...problem }) => ({ ...problem, ...at }))
    }
  })
}

function showConfig(read: ReadSettings, environment: Environment): readonly StateFact[] {
  const { settings, origins, folder } = read
  const isFolderGiven = origins.some(({ key }) => key === 'state.folder')
  const stateFolder = stateFolderOf(settings.state.folder, environment)
  return [
    ...(isFolderGiven
      ? []
      : [{ kind: 'setting-default', key: 'state.folder', value: stateFolder, origin: 'default' }]),
    ...origins.map((value) => valueFact(value, folder, environment)),
  ]
}

function valueFact(given: GivenValue, folder: string, environment: Environment): StateFact {
  const { key, raw, origin } = given
  const from = { origin: origin.kind, place: placeInWords(origin) }
  const secret = secretOf(given, { folder })
  if (secret !== undefined) {
    const problem = secretProblem(secret, environment)
    const access = problem === undefined ? 'readable' : problem.code
    return { kind: 'setting-secret', key, reference: referenceInWords(secret), access, ...from }
  }
  const value = String(raw)
  if (origin.kind === 'default') return { kind: 'setting-default', key, value, origin: 'default' }
  return { kind: 'setting', key, value, ...from }
}

function placeInWords(origin: Origin): string {
  switch (origin.kind) {
    case 'default':
      return ''
    case 'file':
      return `${origin.at.file}:${origin.at.line ?? 1}`
    case 'environment':
    case 'option':
      return origin.name
  }
}
