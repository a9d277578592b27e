/** Numbers, answers, choices, names and texts. */
import { written } from './written.ts'

export function wholeNumber(min: number, max: number) {
  return written({ kind: 'number', params: { min, max } }, (text) => {
    const number = /^\d{1,15}$/.test(text) ? Number(text) : undefined
    return number !== undefined && number >= min && number <= max ? number : undefined
  })
}

/** `yes` and `no`, also `true` and `false`: nothing else, so that no word is taken for an answer it does not give. */
export function yesNo() {
  return written({ kind: 'yes-no' }, (text) => {
    if (text === 'yes' || text === 'true') return true
    return text === 'no' || text === 'false' ? false : undefined
  })
}

export function choice<const Word extends string>(...words: readonly Word[]) {
  return written({ kind: 'choice', params: { words: words.join(', ') } }, (text) =>
    words.find((word) => word === text),
  )
}

/** A name that stands in commands, metrics and the audit trail. */
export function name() {
  return written({ kind: 'name' }, (text) => (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text) ? text : undefined))
}

/** @param charsMax no character of a text may be a control character, except line breaks and tabs */
export function text(charsMax: number) {
  return written({ kind: 'text', params: { max: charsMax } }, (given) =>
    given.length <= charsMax && !/[^\P{Cc}\n\r\t]/u.test(given) ? given : undefined,
  )
}
