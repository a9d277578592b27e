/** Reads the settings: schleuse.yaml, the environment and options, with the origin of each value. */
import { dirname } from 'node:path'
import { Fault, type Problem } from '../std/fault.ts'
import { fitGiven, type GivenValue } from './given-values.ts'
import { overridesIn } from './override.ts'
import { type Settings, settingsSchema } from './settings.ts'
import { parseSettings } from './settings-document.ts'
import { readSettingsFile, settingsPathOf } from './settings-file.ts'
import { structureOf } from './structure.ts'
import { valueProblem } from './value-problem.ts'

export interface ReadSettings {
  readonly settings: Settings
  /** Every value that holds, with who said it. */
  readonly origins: readonly GivenValue[]
  /** The file that was read, if there is one. */
  readonly file?: string
  /** Where relative paths of the file begin. */
  readonly folder: string
}

/** @limit more would not be corrected in one go; the rest is counted */
const problemsListedMax = 50

/**
 * @param option `--config` as given; else `SCHLEUSE_CONFIG`; else the system's own file, if it exists
 * @throws Fault with every problem of the file: SCH_CONFIG_*, or the one why it cannot be read
 */
export function readSettings(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly state?: string | undefined } = {},
): ReadSettings {
  const file = settingsPathOf(option, environment)
  const document = file === undefined ? undefined : parseSettings(readSettingsFile(file), file)
  const folder = file === undefined ? process.cwd() : dirname(file)
  const overrides = overridesIn(environment, options)
  const schema = settingsSchema({ folder })
  const given = fitGiven(structureOf(schema), document, overrides)
  const parsed = schema.safeParse(given.raw)
  if (parsed.success && given.problems.length === 0) {
    return { settings: parsed.data, origins: given.values, folder, ...(file === undefined ? {} : { file }) }
  }
  const wrong = (parsed.error?.issues ?? []).flatMap(
    (issue) => valueProblem(issue, document, overrides) ?? [],
  )
  throw faultOf([...given.problems, ...wrong], parsed.error)
}

function faultOf(problems: readonly Problem[], cause: unknown): Error {
  const [first, ...others] = [...problems].sort(byPlace)
  if (first === undefined) return new TypeError('the settings are refused without a reason', { cause })
  const listed = others.slice(0, problemsListedMax - 1)
  return new Fault([first, ...listed], { further: others.length - listed.length })
}

function byPlace({ at: left }: Problem, { at: right }: Problem): number {
  return (left?.line ?? 0) - (right?.line ?? 0) || (left?.column ?? 0) - (right?.column ?? 0)
}
