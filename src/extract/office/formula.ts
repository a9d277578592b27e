/** What a spreadsheet formula says in words: its texts, quoted names of sheets and files, and long numbers that are no cell. */

/** Shorter numbers in a formula are factors and columns. */
const minDigits = 4

/** @returns nothing for a formula of cells and functions only */
export function formulaTexts(formula: string): readonly string[] {
  const texts: string[] = []
  for (let at = 0; at < formula.length; at++) {
    const code = formula.charCodeAt(at)
    if (code === 0x22 || code === 0x27) {
      const end = quoteEnd(formula, at)
      const quote = formula.slice(at, at + 1)
      const text = formula.slice(at + 1, end).replaceAll(quote + quote, quote)
      if (text.trim() !== '') texts.push(text)
      at = end
    } else if (isDigit(code) && startsNumber(formula.charCodeAt(at - 1))) {
      let end = at + 1
      while (isDigit(formula.charCodeAt(end))) end++
      // "5:1002044" are rows.
      if (end - at >= minDigits && formula[end] !== ':') texts.push(formula.slice(at, end))
      at = end - 1
    }
  }
  return texts
}

function quoteEnd(formula: string, start: number): number {
  const quote = formula.slice(start, start + 1)
  for (let at = formula.indexOf(quote, start + 1); at >= 0; at = formula.indexOf(quote, at + 2)) {
    if (formula[at + 1] !== quote) return at
  }
  return formula.length
}

/** Behind a letter, `$` or `:` digits are the row of a cell. */
function startsNumber(before: number): boolean {
  const lower = before | 0x20
  const isLetter = lower >= 0x61 && lower <= 0x7a
  return (
    !isLetter && !isDigit(before) && before !== 0x24 && before !== 0x3a && before !== 0x2e && before !== 0x5f
  )
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
