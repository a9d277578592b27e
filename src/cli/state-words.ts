/** Facts about state as lines: JSON, or a sentence in the language of the run. */
import { writeDuration } from '../text/render.ts'
import { type Speech, sentenceKeys } from '../text/speech.ts'
import type { StateAnswer, StateCall, StateFact } from './state-call.ts'

export function stateLines(
  answer: StateAnswer,
  output: StateCall['output'],
  speech: Speech,
): readonly string[] {
  return answer.facts.map((fact) => (output === 'json' ? JSON.stringify(fact) : inWords(fact, speech)))
}

/** `key` + a role, a purpose or a kind of damage: words of closed lists have a sentence of their own. */
function inWords({ kind, ...values }: StateFact, speech: Speech): string {
  const words = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, wordFor(name, value, speech)]),
  )
  const key = sentenceKeys().find((one) => one === `state.${kind}`)
  if (key === undefined) throw new RangeError(`there is no sentence for ${kind}`)
  return speech.sayChosen(key, words)
}

function wordFor(name: string, value: string | number | boolean, speech: Speech): string {
  if (typeof value === 'number' && name.endsWith('Seconds')) return writeDuration(speech.language, value)
  const key = sentenceKeys().find((one) => one === `state.${name}.${value}`)
  // A fact is one line: what is written over several lines must not look like several facts.
  return key === undefined
    ? String(value)
        .trim()
        .replace(/\s*[\r\n]+\s*/g, ' ')
    : speech.sayChosen(key, {})
}
