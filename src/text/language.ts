/** Which language a run speaks. */
import type { Language } from './render.ts'

export const languages = ['de', 'en'] as const satisfies readonly Language[]

export function isLanguage(word: string): word is Language {
  return languages.some((language) => language === word)
}

/**
 * The language of the locale: `de*` German, `en*` English, else German.
 *
 * @source POSIX.1-2017, Base Definitions 8.2: LC_ALL stands above LC_MESSAGES, LC_MESSAGES above LANG; empty is unset
 */
export function languageOfLocale(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^en/i.test(locale) ? 'en' : 'de'
}
