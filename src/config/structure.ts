/** What may stand where in the settings, read off the schema: for unknown keys, for origins and for the page of docs/. */
import { z } from 'zod'
import { type Form, forms } from './value/written.ts'

export type Structure = (
  | { readonly kind: 'leaf'; readonly form: Form }
  | { readonly kind: 'map'; readonly keys: ReadonlyMap<string, Structure> }
  | { readonly kind: 'list'; readonly element: Structure }
  | { readonly kind: 'choice'; readonly by: string; readonly options: ReadonlyMap<string, MapStructure> }
) & {
  /** What holds where the file does not have it: a fault, nothing, or what is the default. */
  readonly absence: 'refused' | 'empty' | 'default'
  /** The default of a single value, as it would be written. */
  readonly fallback?: string
}

export type MapStructure = Extract<Structure, { readonly kind: 'map' }>

/** @throws TypeError for a schema that the settings do not use: a mistake of the program */
export function structureOf(schema: unknown): Structure {
  if (schema instanceof z.ZodOptional) return { ...structureOf(schema.def.innerType), absence: 'empty' }
  if (schema instanceof z.ZodPrefault) {
    const { defaultValue } = schema.def
    const inner: Structure = { ...structureOf(schema.def.innerType), absence: 'default' }
    return typeof defaultValue === 'string' ? { ...inner, fallback: defaultValue } : inner
  }
  const absence = 'refused'
  const form = schema instanceof z.ZodType ? forms.get(schema)?.form : undefined
  if (form !== undefined) return { kind: 'leaf', form, absence }
  if (schema instanceof z.ZodPipe) return structureOf(schema.def.in)
  if (schema instanceof z.ZodObject) return mapOf(schema)
  if (schema instanceof z.ZodArray) {
    return { kind: 'list', element: structureOf(schema.def.element), absence }
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const by = schema.def.discriminator
    const options = schema.def.options.map((option) => optionOf(option, by))
    return { kind: 'choice', by, options: new Map(options), absence }
  }
  throw new TypeError('the settings have a schema without structure')
}

function mapOf(schema: z.ZodObject): MapStructure {
  const keys = Object.entries(schema.shape)
    .filter(([, inner]) => !(inner instanceof z.ZodLiteral))
    .map(([key, inner]) => [key, structureOf(inner)] as const)
  return { kind: 'map', keys: new Map(keys), absence: 'refused' }
}

function optionOf(option: unknown, by: string): [string, MapStructure] {
  const inside = option instanceof z.ZodPipe ? option.def.in : option
  const literal = inside instanceof z.ZodObject ? inside.shape[by] : undefined
  if (!(inside instanceof z.ZodObject) || !(literal instanceof z.ZodLiteral))
    throw new TypeError('a choice of the settings is told apart by a word')
  return [String(literal.value), mapOf(inside)]
}
