/**
 * LiquidJS evaluates everything in generators within generators, which cost more than what they evaluate. Texts, paths, comparisons and
 * filters of plain arguments need none: they do here at once what the engine does step by step, and leave all else to it.
 */
import {
  Context,
  type Emitter,
  type Liquid,
  Output,
  type Template,
  type Token,
  TokenKind,
  toValue,
  toValueSync,
  type Value,
} from 'liquidjs'

/** What the engine itself has to evaluate, because it has something to say about it. */
const absent = Symbol('absent')

type Evaluate = (context: Context) => unknown
type Scope = Parameters<Context['readProperty']>[0]

export function shorten(template: Template): void {
  const text: unknown = Reflect.get(template, 'str')
  if (typeof text === 'string') template.render = (_, emitter) => emitter.write(text)
  const branches: readonly object[] = Reflect.get(template, 'branches') ?? []
  for (const holder of [template, ...branches]) {
    const value: unknown = Reflect.get(holder, 'value')
    if (!isValue(value) || !shortenValue(value)) continue
    if (template instanceof Output) {
      const render = (context: Context, emitter: Emitter): void => {
        emitter.write(toValue(toValueSync(value.value(context, false))))
      }
      Reflect.set(template, 'render', render)
    }
  }
}

/** @returns false if the engine goes its own way */
function shortenValue(value: Value): boolean {
  const start = shortExpression(value.initial.postfix)
  const filters = value.filters.map(shortFilter)
  if (start === undefined || filters.includes(undefined)) return false
  const own = value.value.bind(value)
  const short = (context: Context, isLenient?: boolean): unknown => {
    let result = start(context)
    for (const filter of filters) {
      if (result === absent) break
      result = filter?.(result, context)
    }
    return result === absent ? own(context, isLenient) : result
  }
  return Reflect.set(value, 'value', short)
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'initial' in value && 'filters' in value
}

/** @param postfix operands before their operators */
function shortExpression(postfix: readonly Token[]): Evaluate | undefined {
  const [only, ...others] = postfix
  if (only === undefined) return undefined
  if (others.length === 0) return shortOperand(only)
  const steps = postfix.map((token) =>
    token.kind === TokenKind.Operator ? operatorOf(token) : shortOperand(token),
  )
  if (steps.includes(undefined)) return undefined
  return (context) => {
    const operands: unknown[] = []
    for (const step of steps) {
      if (typeof step === 'string') {
        const right = operands.pop()
        const parameters = step === 'not' ? [right, context] : [operands.pop(), right, context]
        operands.push(
          toValueSync(Reflect.apply(context.opts.operators[step] ?? never, undefined, parameters)),
        )
      } else {
        const operand = step?.(context)
        if (operand === absent) return absent
        operands.push(operand)
      }
    }
    return operands[0]
  }
}

/** The parser knows no operator that the engine does not have. */
function never(): never {
  throw new TypeError('an operator that was parsed is there')
}

function operatorOf(token: Token): string {
  return String(Reflect.get(token, 'operator'))
}

function shortOperand(token: Token): Evaluate | undefined {
  if ('content' in token) {
    const { content } = token
    return () => content
  }
  const names = plainPathOf(token)
  const [first] = names ?? []
  if (names === undefined || first === undefined) return undefined
  return (context) => {
    let at: unknown = findScope.call(context, first)
    for (const name of names) {
      at = context.readProperty(at as Scope, name)
      if (at === undefined) return absent
    }
    return at
  }
}

/** Which of the scopes has a name; private to the engine's types. */
const findScope: (this: Context, name: string) => unknown = Reflect.get(Context.prototype, 'findScope')

/** The names of `customer.loans.size`; undefined for anything that is more than such a path. */
function plainPathOf(token: Token): readonly string[] | undefined {
  if (token.kind !== TokenKind.PropertyAccess || Reflect.get(token, 'variable') !== undefined)
    return undefined
  const steps: readonly { readonly content?: unknown }[] = Reflect.get(token, 'props')
  const names = steps.map(({ content }) => content).filter((content) => typeof content === 'string')
  return names.length === steps.length ? names : undefined
}

type ShortFilter = (value: unknown, context: Context) => unknown

function shortFilter(filter: Value['filters'][number]): ShortFilter | undefined {
  const handler: unknown = Reflect.get(filter, 'handler')
  const own = { token: Reflect.get(filter, 'token'), liquid: Reflect.get(filter, 'liquid') }
  // A named argument is a pair.
  const evaluations = filter.args.map((argument) =>
    Array.isArray(argument) ? undefined : shortOperand(argument),
  )
  if (typeof handler !== 'function' || evaluations.includes(undefined)) return undefined
  return (value, context) => {
    const parameters = [value]
    for (const evaluate of evaluations) parameters.push(evaluate?.(context))
    if (parameters.includes(absent)) return absent
    return toValueSync(Reflect.apply(handler, { context, ...own }, parameters))
  }
}

/** @limit dates that are kept written: the days of some years in some formats */
const datesMax = 5_000

/** The same date in the same format is written the same, and notices are full of the same dates. */
export function rememberDates(liquid: Liquid): void {
  const own = liquid.filters.date
  if (typeof own !== 'function') throw new TypeError('the engine writes dates')
  const written = new Map<string, unknown>()
  liquid.registerFilter('date', function (this: unknown, value: unknown, ...parameters: unknown[]) {
    const [format] = parameters
    if (typeof value !== 'string' || typeof format !== 'string' || parameters.length > 1) {
      return Reflect.apply(own, this, [value, ...parameters])
    }
    const key = JSON.stringify([value, format])
    const known = written.get(key)
    if (known !== undefined) return known
    const text: unknown = Reflect.apply(own, this, [value, format])
    if (written.size >= datesMax) written.clear()
    written.set(key, text)
    return text
  })
}
