/** docs/configuration.md: every setting, read off the schema that refuses the others. */
import { settingsSchema } from '../../src/config/settings.ts'
import { type Structure, structureOf } from '../../src/config/structure.ts'
import type { Form } from '../../src/config/value/written.ts'
import { sentenceKeys, speechIn } from '../../src/text/speech.ts'

interface Row {
  /** `directory.sources[].every`, as `schleuse config show` names it. */
  readonly key: string
  /** The word that chooses among several shapes, if the setting hangs on one: `sql`. */
  readonly option?: string
  readonly form: string
  readonly holds: string
}

const speech = speechIn('en')

/** Every setting there is. */
export function settingRows(): readonly Row[] {
  return rowsOf(structureOf(settingsSchema({ folder: '/' })), '', {})
}

function rowsOf(structure: Structure, key: string, within: Pick<Row, 'option'>): readonly Row[] {
  switch (structure.kind) {
    case 'leaf': {
      return [{ key, ...within, form: formInWords(structure.form), holds: absenceInWords(structure) }]
    }
    case 'list':
      return structure.element.kind === 'leaf'
        ? [
            {
              key,
              ...within,
              form: `list: ${formInWords(structure.element.form)}`,
              holds: absenceInWords(structure),
            },
          ]
        : rowsOf(structure.element, `${key}[]`, within)
    case 'map':
      return [...structure.keys].flatMap(([word, inner]) =>
        rowsOf(inner, key === '' ? word : `${key}.${word}`, within),
      )
    case 'choice': {
      const words = [...structure.options.keys()]
      const form = speech.say('form.choice', { words: words.join(', ') })
      return [
        { key: `${key}.${structure.by}`, form, holds: 'required' },
        ...[...structure.options].flatMap(([option, inside]) => rowsOf(inside, key, { option })),
      ]
    }
  }
}

function formInWords({ kind, params }: Form): string {
  return speech.sayChosen(`form.${kind}`, params ?? {})
}

function absenceInWords(structure: Structure): string {
  if (structure.fallback !== undefined) return `\`${structure.fallback}\``
  return structure.absence === 'refused' ? 'required' : '-'
}

/** What a setting is. @throws RangeError for a setting without a sentence */
export function settingInWords({ key, option }: Pick<Row, 'key' | 'option'>): string {
  const plain = key.replaceAll('[]', '')
  const inside = option === undefined ? plain : plain.replace(/^([^.]+\.[^.]+)/, `$1.${option}`)
  const found = sentenceKeys().find((one) => one === `setting.${inside}` || one === `setting.${plain}`)
  if (found === undefined) throw new RangeError(`there is no sentence setting.${inside}`)
  return speech.sayChosen(found, {})
}

export function settingsTables(): readonly string[] {
  const sections = Map.groupBy(settingRows(), ({ key }) => key.split('.')[0] ?? '')
  return [...sections].flatMap(([section, rows]) => [
    `## ${section}`,
    '',
    '| setting | form | default | what it is |',
    '|---|---|---|---|',
    ...unique(rows).map(
      ({ key, option, form, holds }) =>
        `| \`${key}\`${option === undefined ? '' : ` (${option})`} | ${form} | ${holds} | ${settingInWords({ key, ...(option === undefined ? {} : { option }) })} |`,
    ),
    '',
  ])
}

/** A setting that every kind has in the same form is listed once. */
function unique(rows: readonly Row[]): readonly Row[] {
  const options = new Set(rows.map(({ option }) => option).filter((option) => option !== undefined)).size
  const same = Map.groupBy(rows, ({ key, form, holds }) => `${key} ${form} ${holds}`)
  return [...same.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    if (options > 1 && others.length + 1 === options) {
      const { option: _, ...everywhere } = first
      return [everywhere]
    }
    return [first, ...others]
  })
}
