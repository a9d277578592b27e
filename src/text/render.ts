/** Sentences with named parameters: `{name}` is replaced, `{count|mail|mails}` is the first word for 1, else the second. */

export type Language = 'de' | 'en'

/** Names of the parameters of a template, read off its type. */
export type ParameterOf<Template extends string> = Template extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}|${string}` ? Name : Inside) | ParameterOf<Rest>
  : never

export type ParametersOf<Template extends string> = Readonly<Record<ParameterOf<Template>, string | number>>

const placeholder = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g

/**
 * @param parameters numbers are written as the language writes them; give what is no quantity (a line) as a string
 * @throws RangeError when the template names a parameter that is not given
 */
export function render(
  language: Language,
  template: string,
  parameters: Readonly<Record<string, string | number>>,
): string {
  return template.replace(placeholder, (_, name: string, one?: string, other?: string) => {
    const value = parameters[name]
    if (value === undefined) throw new RangeError(`the sentence has no value for {${name}}`)
    if (one !== undefined && other !== undefined) return Number(value) === 1 ? one : other
    return typeof value === 'number' ? writeNumber(language, value) : value
  })
}

/** A number as the language writes it: 1,234.5 or 1.234,5. */
export function writeNumber(language: Language, value: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
}

const durationUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How long something is, in the largest unit of which it has two, so that nothing is rounded by half: 90 minutes, 3 hours. */
export function writeDuration(language: Language, seconds: number): string {
  const [unit, length] = durationUnits.find(([, one]) => seconds >= 2 * one) ?? (['second', 1] as const)
  const format = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(language, format).format(Math.floor(seconds / length))
}

/** "a, b and c" */
export function writeList(language: Language, items: readonly string[]): string {
  return new Intl.ListFormat(language, { style: 'long', type: 'conjunction' }).format(items)
}
