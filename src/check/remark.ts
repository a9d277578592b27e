/** What the operator should know before the verdicts: what was not read, and what weakens them. Told on standard error. */
import type { NumberCount } from '../exposure/number-census.ts'
import type { Speech } from '../text/speech.ts'
import type { FileRemark } from './directory-file.ts'

export type Remark =
  | FileRemark
  | { readonly kind: 'shared-address'; readonly file: string; readonly count: number }
  | { readonly kind: 'numbers-dense'; readonly file: string; readonly form: NumberCount }
  | {
      readonly kind: 'files-passed-over' | 'links-passed-over'
      readonly count: number
      /** The first few; none where file names must not be told. */
      readonly listed: readonly string[]
    }
  | { readonly kind: 'mail-unreadable'; readonly file: string; readonly reason: string }

export function remarkInWords(remark: Remark, speech: Speech): string {
  const said = sentenceOf(remark, speech)
  return 'file' in remark ? `${speech.say('at.file', { file: remark.file })}: ${said}` : said
}

function sentenceOf(remark: Remark, speech: Speech): string {
  switch (remark.kind) {
    case 'columns-ignored': {
      const names = remark.listed.map(String)
      const listed = names
        .map((name) => (name === '' ? speech.say('remark.columns-unnamed') : name))
        .join(', ')
      return speech.say('remark.columns-ignored', { count: remark.count, listed })
    }
    case 'iban-checksum':
    case 'email-form': {
      const rest = remark.count > remark.listed.length ? ', …' : ''
      return speech.say(`remark.${remark.kind}`, {
        count: remark.count,
        listed: `${remark.listed.join(', ')}${rest}`,
      })
    }
    case 'shared-address':
      return speech.say('remark.shared-address', { count: remark.count })
    case 'numbers-dense': {
      const { factClass, count, length } = remark.form
      return speech.say('remark.numbers-dense', {
        kind: speech.say(`remark.kind.${factClass}`),
        count,
        length,
      })
    }
    case 'files-passed-over':
    case 'links-passed-over':
      return speech.say(`remark.${remark.kind}`, {
        count: remark.count,
        listed: listedInWords(remark.listed, remark.count),
      })
    case 'mail-unreadable':
      return speech.say('remark.mail-unreadable', { reason: remark.reason })
  }
}

/** Behind the sentence: which ones, or nothing where they must not be named. */
function listedInWords(listed: readonly string[], count: number): string {
  if (listed.length === 0) return ''
  return `: ${[...listed, ...(count > listed.length ? ['…'] : [])].join(', ')}`
}
