/** What a fault says to the person who has to correct it. */
import { Fault, type FilePosition, fault, type Problem } from '../std/fault.ts'
import type { Speech } from '../text/speech.ts'

/** Codes of the system that say: not the program, the machine. */
const machineCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'ENOMEM', 'EMFILE', 'ENFILE', 'EAGAIN', 'EROFS'])

/** Beginnings of the codes of faults that come in the middle of a run, and of commands that judge no mail. */
const judgeNothing = [
  'SCH_APPROVAL',
  'SCH_BACKUP',
  'SCH_CONFIG',
  'SCH_DAY',
  'SCH_DIRECTORY',
  'SCH_HAND_OVER',
  'SCH_HTTP',
  'SCH_INTERNAL',
  'SCH_KEY',
  'SCH_MACHINE',
  'SCH_ORGANISATION',
  'SCH_RELATION',
  'SCH_SECRET',
  'SCH_SIGNED',
  'SCH_SOURCE',
  'SCH_STAFF',
  'SCH_SERVE',
  'SCH_STORE',
  'SCH_TLS',
  'SCH_WORK',
] as const

/** Wrong use that is found behind the parser knows the command no more; its help is one step away. */
const unnamedCall = { call: 'schleuse' }

/** Whatever was thrown, as a fault: what is none is the machine's or the program's own. */
export function faultOf(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
  if (machineCodes.has(code)) return fault('SCH_MACHINE', { params: { reason: code }, cause: thrown })
  return fault('SCH_INTERNAL', { cause: thrown })
}

/** One sentence for each problem with its place, then what to do, then what was not done. */
export function faultInWords(thrown: Fault, speech: Speech): readonly string[] {
  const hints = new Set(
    thrown.problems.map(({ code, params }) =>
      speech.sayChosen(`hint.${code}`, { ...unnamedCall, ...params }),
    ),
  )
  const isBeforeStart = thrown.problems.every(
    ({ code }) => !judgeNothing.some((start) => code.startsWith(start)),
  )
  return [
    ...thrown.problems.map((problem) => `schleuse: ${problemInWords(problem, speech)}`),
    ...(thrown.furtherProblems > 0 ? [speech.say('fault.further', { count: thrown.furtherProblems })] : []),
    ...hints,
    ...(isBeforeStart ? [speech.say('fault.nothing-judged')] : []),
  ]
}

/** One problem with its place, and no value. */
export function problemInWords({ code, at, params }: Problem, speech: Speech): string {
  const sentence = speech.sayChosen(`fault.${code}`, { ...unnamedCall, ...params })
  return at === undefined ? sentence : `${positionInWords(at, speech)}: ${sentence}`
}

function positionInWords({ file: name, line, column }: FilePosition, speech: Speech): string {
  // An empty name is shown as a shell would write it.
  const file = name === '' ? "''" : name
  if (line === undefined) return speech.say('at.file', { file })
  if (column === undefined) return speech.say('at.line', { file, line: String(line) })
  return speech.say('at.column', { file, line: String(line), column: String(column) })
}
