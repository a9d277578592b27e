/** A line as it is shown where something hidden stands inside it: `K100<span hidden>x</span>0001`. */
import { addText, addVerbatim, type Flow, openFlow } from './flow.ts'

/** The word that was begun before the hidden element, and a few more. */
const maxLeadLength = 128

export interface VisibleLine {
  /** A hidden element begins behind `before`. */
  hide(before: string): void
  show(): void
  text(source: string, start: number, end: number): void
  character(character: string): void
  /** The line ends. @returns what is shown of it, or nothing if nothing was hidden in it */
  end(): string
}

export function openVisibleLine(): VisibleLine {
  let flow: Flow | undefined
  let hidden = 0
  return {
    hide(before) {
      hidden++
      if (flow !== undefined) return
      flow = openFlow()
      if (before !== '') addVerbatim(flow, before.slice(-maxLeadLength))
    },
    show() {
      if (hidden > 0) hidden--
    },
    text(source, start, end) {
      if (flow !== undefined && hidden === 0) addText(flow, source, start, end)
    },
    character(character) {
      if (flow !== undefined && hidden === 0) addVerbatim(flow, character)
    },
    end() {
      hidden = 0
      if (flow === undefined) return ''
      const { text } = flow
      flow = undefined
      return text
    },
  }
}
