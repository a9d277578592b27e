/** A page that is at hand as text, without a mail around it: as passages. */
import type { Passage, Unchecked } from '../exposure/view.ts'
import { type Desk, LimitBroken } from './desk.ts'
import { readHtml } from './text/html.ts'

export interface HtmlReading {
  readonly passages: readonly Passage[]
  readonly unchecked: readonly Unchecked[]
}

/** @limit text that is made of one page; a mail made of a template is a thousandth of it */
const madeBytesMax = 32_000_000

/** @param part scope of corroboration of the page, and the place it is told under */
export async function readHtmlText(
  html: string,
  { place, part }: { readonly place: string; readonly part: number },
): Promise<HtmlReading> {
  const passages: Passage[] = []
  const unchecked: Unchecked[] = []
  let rows = 0
  let made = 0
  const spend = (bytes: number) => {
    made += bytes
    if (made > madeBytesMax) throw new LimitBroken('too-large')
  }
  const desk: Desk = {
    text(text) {
      spend(text.length)
      passages.push({ place, part, text })
    },
    row({ cells, labels }) {
      const text = cells.join('\t')
      spend(text.length)
      passages.push({ place, part, row: rows++, text, ...(labels ? { labels } : {}) })
    },
    unchecked: (reason) => void unchecked.push({ place, reason }),
    // A picture inside the page: nobody reads its pixels.
    embedded: async () => void unchecked.push({ place, reason: 'image' }),
    spend,
  }
  try {
    await readHtml(html, desk)
  } catch (error) {
    unchecked.push({ place, reason: error instanceof LimitBroken ? error.reason : 'broken' })
  }
  return { passages, unchecked }
}
