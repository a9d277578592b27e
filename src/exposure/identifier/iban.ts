/** International bank account numbers. */
import type { Candidate, Recogniser } from '../candidate.ts'
import type { FactKey } from '../fact.ts'
import { type FoldedText, plainSpelling } from '../fold.ts'
import { BREAK, DOT, HYPHEN, SPACE, signsBehind, TAB, UNDERSCORE } from './gap.ts'

/** Length of an IBAN by country. @source ISO 13616 registry */
export const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .toLowerCase()
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

/** @returns undefined if the country, the length or the checksum is wrong: then nobody's account has this number */
export function ibanKey(written: string): FactKey | undefined {
  const plain = plainSpelling(written)
  return isIban(plain) ? `iban:${plain}` : undefined
}

function isIban(plain: string): boolean {
  return (
    ibanLengths.get(plain.slice(0, 2)) === plain.length &&
    remainder97(plain.slice(4) + plain.slice(0, 4)) === 1
  )
}

/** @source ISO 7064, MOD 97-10 */
function remainder97(rearranged: string): number {
  let remainder = 0
  for (let i = 0; i < rearranged.length; i++) {
    const unit = rearranged.charCodeAt(i)
    if (unit <= 0x39) remainder = (remainder * 10 + unit - 0x30) % 97
    else remainder = (remainder * 100 + unit - 0x61 + 10) % 97
  }
  return remainder
}

/** Signs between the groups of a number as it is printed or broken over lines. */
const GROUP_SIGNS = SPACE | HYPHEN | DOT | BREAK | TAB | UNDERSCORE
/** Groups of a printed number; single characters are not written apart. */
const MAX_GROUPS = 17

/** Account numbers in any grouping, also glued to a label in front ("IBANDE89…") or to letters behind. */
export const iban: Recogniser = {
  find(text) {
    const found: Candidate[] = []
    const { words } = text
    for (let i = 0; i < words.length; i++) {
      const word = words[i]
      if (word === undefined || !word.hasDigit) continue
      const digit = firstDigit(word.folded)
      if (digit >= 2) addFrom(text, i, digit - 2, found)
      // "DE 89 3704": the country stands apart.
      else if (digit === 0 && isApart(text, i)) addFrom(text, i - 1, 0, found)
    }
    return found
  },
}

function firstDigit(folded: string): number {
  for (let i = 0; i < folded.length; i++) if (folded.charCodeAt(i) <= 0x39) return i
  return -1
}

function isApart(text: FoldedText, i: number): boolean {
  const country = text.words[i - 1]
  return (
    country !== undefined &&
    ibanLengths.has(country.folded) &&
    (signsBehind(text, i - 1) & ~GROUP_SIGNS) === 0
  )
}

/** Takes letters and digits from `offset` in word `i` until the country's length is full. */
function addFrom(text: FoldedText, i: number, offset: number, found: Candidate[]): void {
  const { words } = text
  const first = words[i]
  if (first === undefined) return
  const length = ibanLengths.get(first.folded.slice(offset, offset + 2))
  if (length === undefined) return
  let plain = first.folded.slice(offset)
  let last = i
  while (plain.length < length && last < i + MAX_GROUPS && (signsBehind(text, last) & ~GROUP_SIGNS) === 0) {
    last += 1
    plain += words[last]?.folded ?? ''
  }
  const rest = plain.slice(length)
  // A digit directly behind makes it a piece of a longer number.
  if (plain.length < length || (rest !== '' && rest.charCodeAt(0) <= 0x39)) return
  const key = ibanKey(plain.slice(0, length))
  const start = first.start + offset
  if (key !== undefined)
    found.push({ key, start, end: (words[last]?.end ?? start) - rest.length, isLabelled: false })
}
