/** HTML that travels inside RTF, as Outlook stores it (MS-OXRTFEX). */
import type { Desk } from '../desk.ts'
import { walkRtf } from './rtf-walk.ts'

/** Where the mark of encapsulation stands: in the header, before any text. */
const headBytes = 1024

/** @param spend of the desk, called with the characters that come out */
export function deEncapsulateHtml(rtf: Uint8Array, spend: Desk['spend']): string | undefined {
  const head = Buffer.from(rtf.buffer, rtf.byteOffset, Math.min(rtf.length, headBytes)).toString('latin1')
  if (!head.includes('\\fromhtml')) return undefined
  const parts: string[] = []
  const put = (text: string): void => {
    spend(text.length)
    parts.push(text)
  }
  walkRtf(rtf, notHtml, {
    open: () => {},
    close: () => {},
    binary: () => {},
    text: (text, { destination, htmlRtf }) => {
      if (destination === 'htmltag' || (destination === '' && !htmlRtf)) put(text)
    },
    word: (word, _parameter, { destination, htmlRtf }) => {
      if (destination !== 'htmltag' && (destination !== '' || htmlRtf)) return
      if (word === 'par' || word === 'line') put('\r\n')
      else if (word === 'tab') put('\t')
    },
  })
  return parts.join('')
}

/** Groups of the RTF around the HTML. */
const notHtml: ReadonlySet<string> = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object'])
