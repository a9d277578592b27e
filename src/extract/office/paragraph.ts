/** One paragraph while it is put together from its runs: a word may be split over many, and parts of it may be struck out or hidden. */

/** How a run stands in its paragraph. */
export interface RunState {
  readonly isDeleted: boolean
  readonly isInserted: boolean
  readonly isHidden: boolean
}

export interface Paragraph {
  /** The end of this paragraph was struck out: the next one goes on where it ends. */
  joinsNext: boolean
  add(text: string, state: RunState): void
  /** Text beside the flow: the code of a field. Pieces of one code follow each other. */
  addAside(text: string): void
  endAside(): void
  /** What can be read: with all changes, without them, and as it is displayed; each once, then what stands beside. */
  readings(): readonly string[]
}

export function openParagraph(): Paragraph {
  let now = ''
  let before = ''
  let displayed = ''
  let aside = ''
  const asides: string[] = []
  const endAside = (): void => {
    if (aside !== '') asides.push(aside)
    aside = ''
  }
  return {
    joinsNext: false,
    add(text, { isDeleted, isInserted, isHidden }) {
      if (!isDeleted) now += text
      if (!isInserted) before += text
      if (!isDeleted && !isHidden) displayed += text
    },
    addAside(text) {
      aside += text
    },
    endAside,
    readings() {
      endAside()
      const all = now === before && now === displayed ? [now, ...asides] : [now, before, displayed, ...asides]
      return [...new Set(all)].filter((text) => text.trim() !== '')
    },
  }
}
