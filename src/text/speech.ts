/** Says a sentence in the language of a run. */
import { de } from './de.ts'
import { en } from './en.ts'
import { type Language, type ParameterOf, type ParametersOf, render } from './render.ts'

export type SentenceKey = keyof typeof de

export interface Speech {
  readonly language: Language
  /** @param parameters what the German template names; the English one names the same (a test proves it) */
  say<Key extends SentenceKey>(
    key: Key,
    ...parameters: [ParameterOf<(typeof de)[Key]>] extends [never] ? [] : [ParametersOf<(typeof de)[Key]>]
  ): string
  /** For a key that is chosen at run time, such as the one of a fault's code. */
  sayChosen(key: SentenceKey, parameters: Readonly<Record<string, string | number>>): string
}

const templates = { de, en } as const satisfies Record<Language, Readonly<Record<SentenceKey, string>>>

export function speechIn(language: Language): Speech {
  const sayChosen: Speech['sayChosen'] = (key, parameters) =>
    render(language, templates[language][key], parameters)
  return {
    language,
    say: (key, ...[parameters]) => sayChosen(key, parameters ?? {}),
    sayChosen,
  }
}

/** All keys, for what must hold of every sentence. */
export function sentenceKeys(): readonly SentenceKey[] {
  return Object.keys(de).filter((key): key is SentenceKey => key in en)
}

/** The template itself, unrendered. */
export function templateOf(language: Language, key: SentenceKey): string {
  return templates[language][key]
}
