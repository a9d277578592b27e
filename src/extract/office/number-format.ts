/** Numbers of a spreadsheet as a person sees them: dates, postcodes with their zeros, customer numbers without exponents. */
import { walkXml } from './xml-walk.ts'

export interface ShownNumber {
  readonly text: string
  /** The number itself, where it is shown differently but can be seen by a click. */
  readonly raw?: string
}

export interface NumberFormats {
  /** @param style index of the cell's format, as written */
  show(value: string, style: string | undefined): ShownNumber
}

/** Formats that need no code in the file. @source ISO/IEC 29500-1, 18.8.30 */
const builtInDates = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58])

/** Serial of 31 December 2100: what is later is rather a number in the wrong format. */
const lastPlausibleDay = 73_415
/** Serial of 31 December 9999, the last one there is. */
const lastDay = 2_958_465

type Form =
  | { readonly kind: 'date' }
  | { readonly kind: 'digits'; readonly code: string }
  | { readonly kind: 'plain' }

export const plainFormats: NumberFormats = { show: (value) => ({ text: plainNumber(value) }) }

/**
 * @param styles the style sheet part
 * @param startsIn1904 the workbook counts days from 1904 on
 */
export function numberFormats(styles: string, startsIn1904: boolean): NumberFormats {
  const forms = formsOf(styles)
  return {
    show(value, style) {
      const form = style === undefined ? undefined : forms[Number(style)]
      const plain = plainNumber(value)
      if (form === undefined || form.kind === 'plain') return { text: plain }
      if (form.kind === 'digits') {
        const text = withDigits(form.code, plain)
        return text === plain ? { text } : { text, raw: plain }
      }
      const serial = Number(value) + (startsIn1904 ? 1462 : 0)
      const day = dayOf(serial)
      if (day === undefined) return { text: plain }
      return serial > lastPlausibleDay ? { text: day, raw: plain } : { text: day }
    },
  }
}

function formsOf(styles: string): readonly Form[] {
  const codes = new Map<number, string>()
  const forms: Form[] = []
  let isCell = false
  walkXml<'numFmt' | 'cellXfs' | 'xf' | 'other'>(styles, {
    kindOf: (name) => (name === 'numFmt' || name === 'cellXfs' || name === 'xf' ? name : 'other'),
    open(kind, tag) {
      if (kind === 'numFmt') codes.set(Number(tag.attribute('numFmtId')), tag.attribute('formatCode') ?? '')
      else if (kind === 'cellXfs') isCell = true
      else if (kind === 'xf' && isCell) forms.push(formOf(Number(tag.attribute('numFmtId') ?? 0), codes))
    },
    close(kind) {
      if (kind === 'cellXfs') isCell = false
    },
    text() {},
    remark() {},
  })
  return forms
}

function formOf(id: number, codes: ReadonlyMap<number, string>): Form {
  const code = codes.get(id)
  if (code === undefined) return { kind: builtInDates.has(id) ? 'date' : 'plain' }
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').toLowerCase()
  if (bare === 'general' || bare === '@') return { kind: 'plain' }
  if (/[yd]/.test(bare) || (bare.includes('m') && !/[hs]/.test(bare))) return { kind: 'date' }
  const first = /^(?:"[^"]*"|\\.|[^;"\\])*/.exec(code)?.[0] ?? ''
  return /0/.test(first) && !/[.,%eE/?@]/.test(first.replace(/"[^"]*"|\\./g, ''))
    ? { kind: 'digits', code: first }
    : { kind: 'plain' }
}

/** Digits put into the places of a format such as `"K"0000000`, from the right; literals stay. */
function withDigits(code: string, digits: string): string {
  if (!/^\d+$/.test(digits)) return digits
  const tokens = code.match(/"[^"]*"|\[[^\]]*\]|[\\_*].|[^"\\]/gs) ?? []
  const firstPlace = tokens.findIndex((token) => token === '0' || token === '#')
  let text = ''
  let left = digits.length
  for (let at = tokens.length - 1; at >= 0; at--) {
    const token = tokens[at] ?? ''
    if (token !== '0' && token !== '#') {
      text = literalOf(token) + text
      continue
    }
    const digit = left > 0 ? digits.slice(left - 1, left) : token === '0' ? '0' : ''
    left = Math.max(0, left - 1)
    text = digit + text
    if (at !== firstPlace) continue
    text = digits.slice(0, left) + text
    left = 0
  }
  return text
}

function literalOf(token: string): string {
  if (token.startsWith('"')) return token.slice(1, -1)
  if (token.startsWith('\\')) return token.slice(1)
  if (token.startsWith('_')) return ' '
  return token.startsWith('[') || token.startsWith('*') ? '' : token
}

/** Digits as written; else the number with the fifteen digits that are shown, without an exponent. */
export function plainNumber(value: string): string {
  if (/^-?\d+$/.test(value)) return value
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  return String(Number(number.toPrecision(15)))
}

const dayMs = 86_400_000

/** @returns undefined for a number that is no day. @source ISO/IEC 29500-1, 18.17.4 (serial dates; 1900 counts as a leap year) */
function dayOf(serial: number): string | undefined {
  if (!(serial >= 1 && serial <= lastDay + 1)) return undefined
  const days = serial < 60 ? serial + 1 : serial
  const minutes = Math.round(days * 1440)
  const date = new Date(
    Date.UTC(1899, 11, 30) + Math.floor(minutes / 1440) * dayMs + (minutes % 1440) * 60_000,
  )
  const [day = '', time = ''] = date.toISOString().split('T')
  return minutes % 1440 === 0 ? day : `${day} ${time.slice(0, 5)}`
}
