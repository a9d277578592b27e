/** How entries and sentences stand on the page: on a terminal for the eye, elsewhere a line each for other programs. */
import { printable } from '../text/printable.ts'
import type { Entry } from './delivery-words.ts'

export interface Layout {
  /** @param label the word in front, and as it is shown; words of one report have the same length */
  entry(entry: Entry, label: { readonly text: string; readonly shown: string }): readonly string[]
  /** A sentence that may run over several lines; those after the first stand below its text. */
  sentence(sentence: string, mark: string): readonly string[]
}

/** @param columns of the terminal; undefined where no terminal is */
export function openLayout(columns: number | undefined): Layout {
  return columns === undefined ? lineLayout : openPageLayout(columns)
}

const lineLayout: Layout = {
  entry: ({ file, sentences }, { shown }) => [`${shown}  ${printable(`${file}: ${sentences.join(' ')}`)}`],
  sentence: (sentence, mark) => [`${mark}${sentence}`],
}

const margin = '  '

/** The name of a mail stands above all that is said of it. */
function openPageLayout(columns: number): Layout {
  let lastFile: string | undefined
  return {
    entry({ file, sentences }, { text, shown }) {
      const indent = ' '.repeat(margin.length + text.length + margin.length)
      const [first = '', ...others] = sentences
        .flatMap((sentence) => wrapped(printable(sentence), columns - indent.length))
        .map((line, index) => (index === 0 ? `${margin}${shown}${margin}${line}` : `${indent}${line}`))
      const heading = file === lastFile ? [] : [...(lastFile === undefined ? [] : ['']), printable(file)]
      lastFile = file
      return [...heading, first, ...others]
    },
    sentence: (sentence, mark) =>
      wrapped(sentence, columns - mark.length).map((line, index) =>
        index === 0 ? `${mark}${line}` : `${' '.repeat(mark.length)}${line}`,
      ),
  }
}

/** A word longer than a line stands on a line of its own: whoever copies a path or an address gets it whole. */
function wrapped(sentence: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let length = 0
  for (const word of sentence.split(' ')) {
    const wordLength = [...word].length
    if (line !== '' && length + 1 + wordLength > columns) {
      lines.push(line)
      line = word
      length = wordLength
    } else {
      line = line === '' ? word : `${line} ${word}`
      length += (length === 0 ? 0 : 1) + wordLength
    }
  }
  return [...lines, line]
}
