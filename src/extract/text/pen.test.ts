import { expect, test } from 'vitest'
import { recordingDesk } from '../../../test/support/recording-desk.ts'
import { openPen, readWithPen } from './pen.ts'

test('a text is paid for and written in one piece', () => {
  const desk = recordingDesk()
  const pen = openPen(desk)
  pen.text('Anna ')
  pen.text('Beispiel')
  pen.flush()
  expect(desk.texts).toEqual(['Anna Beispiel'])
  expect(desk.spentBytes).toBe(13)
})

test('what was read before a limit broke is written, and nothing of what comes after', () => {
  const desk = recordingDesk(10)
  const pen = openPen(desk)
  expect(() => {
    pen.text('longer than ten')
    pen.flush()
    pen.text('never read')
    pen.flush()
  }).toThrow('limit broken')
  expect(desk.texts).toEqual(['longer than ten'])
})

test('what a reader holds back is handed out when a limit breaks on the way, and the limit stays broken', () => {
  const desk = recordingDesk(10)
  const pen = openPen(desk)
  const held: string[] = []
  expect(() =>
    readWithPen(
      pen,
      () => {
        held.push('K1000003')
        desk.spend(20)
      },
      () => {
        for (const text of held) pen.row({ cells: [text] })
        pen.text('K1000004')
      },
    ),
  ).toThrow('limit broken')
  expect(desk.rows).toEqual([{ cells: ['K1000003'] }])
  expect(desk.texts).toEqual(['K1000004'])
})

for (const [name, filler] of [
  ['words', 'wort '],
  ['lines', 'eine Zeile\n'],
  ['paragraphs', 'ein Absatz\n\n'],
  ['one endless word', 'x'],
] as const) {
  test(`no number is lost where a long text is cut: ${name}`, () => {
    const desk = recordingDesk()
    const pen = openPen(desk)
    const marks = Array.from({ length: 8000 }, (_, i) => `K${1000000 + i}`)
    pen.text(marks.map((mark) => filler.repeat(6) + mark + (filler === 'x' ? 'x' : ' ')).join(''))
    pen.flush()
    expect(desk.texts.length).toBeGreaterThan(1)
    expect(Math.max(...desk.texts.map((text) => text.length))).toBeLessThanOrEqual(64 * 1024)
    const found = new Set(desk.texts.flatMap((text) => text.match(/K\d{7}/g) ?? []))
    expect(marks.filter((mark) => !found.has(mark))).toEqual([])
  })
}

test('other readings of a cell belong to its row', () => {
  const desk = recordingDesk()
  const pen = openPen(desk)
  pen.row({ cells: ['M&uuml;ller', '1'], labels: ['Name', 'Nr'] })
  expect(desk.rows).toEqual([{ cells: ['M&uuml;ller', '1', 'Müller'], labels: ['Name', 'Nr', ''] }])
})

test('what is written before a row stands before it', () => {
  const desk = recordingDesk()
  const pen = openPen(desk)
  pen.text('Liste:')
  pen.row({ cells: ['a'] })
  expect(desk.texts).toEqual(['Liste:'])
})
