/** Telephone numbers: key is the number of ITU-T E.164 without plus. */
import type { FactKey } from '../fact.ts'
import { cleanText } from '../fold.ts'

/** A number without country code is German. */
const HOME_COUNTRY = '49'
/** @source ITU-T E.164 section 6.2.1 */
export const MAX_DIGITS = 15
/**
 * Shortest number with country code, as in +49 30 12345. Anything shorter is a local number without area code: it can
 * be everybody's, so it has no key.
 */
export const MIN_DIGITS = 9

/** Keys of a cell that may hold several numbers, separated by `;`. */
export function phoneKeys(written: string): readonly FactKey[] {
  return cleanText(written)
    .split(/[;,\n]/)
    .flatMap((one) => readings(digitsAndPlus(one), 'labelled'))
}

/**
 * What a dialled string can mean.
 *
 * @param dialled digits, `+` in front of a country code, `(0)` left as `0` marked by `o`
 * @param standing `labelled`: it is known to be a telephone number, so that a missing trunk zero is forgiven
 */
export function readings(dialled: string, standing: 'labelled' | 'alone'): readonly FactKey[] {
  const numbers: string[] = []
  if (dialled.startsWith('+')) numbers.push(international(dialled.slice(1)))
  else if (dialled.startsWith('00')) numbers.push(international(dialled.slice(2)))
  else if (dialled.startsWith('0') || dialled.startsWith('o')) numbers.push(HOME_COUNTRY + dialled.slice(1))
  else if (standing === 'labelled') {
    numbers.push(HOME_COUNTRY + dialled)
    if (dialled.startsWith(HOME_COUNTRY)) numbers.push(international(dialled))
  }
  return numbers
    .map((number) => number.replace('o', '0'))
    .filter((number) => number.length >= MIN_DIGITS && number.length <= MAX_DIGITS)
    .map((number): FactKey => `phone:${number}`)
}

/** A trunk zero behind the country code is not dialled: +49 (0)151 for any country, +49 0151 only where it is known. */
function international(digits: string): string {
  const zero = digits.indexOf('o')
  if (zero > 0 && zero <= 3) return digits.slice(0, zero) + digits.slice(zero + 1)
  return digits.startsWith(`${HOME_COUNTRY}0`) ? HOME_COUNTRY + digits.slice(3) : digits
}

/** `+49 (0)151 23` as `+49o15123`. */
function digitsAndPlus(written: string): string {
  const signs = written.replaceAll(/[^0-9+()]/g, '')
  const digits = signs.replaceAll('(0)', 'o').replaceAll(/[^0-9o]/g, '')
  return signs.startsWith('+') || signs.startsWith('(+') ? `+${digits}` : digits
}
