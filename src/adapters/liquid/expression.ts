/** Expressions of LiquidJS, as its own parser reads them, in the neutral form. */
import { type Filter, type Token, TypeGuards, type Value } from 'liquidjs'
import type { Expression } from '../../notice/proof/syntax.ts'
import type { Position } from '../../notice/template/template.ts'

export type PlaceOf = (token: { readonly begin: number }) => Position

/** A value with its filters. */
export function valueExpression(value: Value, placeOf: PlaceOf, at: Position): Expression {
  return filtered(postfixExpression(value.initial.postfix, placeOf, at), value.filters, placeOf)
}

function filtered(
  initial: Expression,
  filters: readonly { readonly name: string; readonly args: Filter['args'] }[],
  placeOf: PlaceOf,
): Expression {
  return filters.reduce<Expression>(
    (input, { name, args }) => ({
      kind: 'call',
      at: input.at,
      name,
      arguments: [
        input,
        // Of `allow_false: true` the value counts; its name is the filter's own.
        ...args.flatMap((argument): readonly Expression[] => {
          const token = Array.isArray(argument) ? argument[1] : argument
          return token === undefined ? [] : [tokenExpression(token, placeOf, input.at)]
        }),
      ],
    }),
    initial,
  )
}

/** Operands and operators in the order in which the engine reckons. */
function postfixExpression(postfix: readonly Token[], placeOf: PlaceOf, at: Position): Expression {
  const [only, ...others] = postfix
  if (only === undefined) return { kind: 'literal', value: null, at }
  if (others.length === 0) return tokenExpression(only, placeOf, at)
  const operands = postfix
    .filter((token) => !TypeGuards.isOperatorToken(token))
    .map((token) => tokenExpression(token, placeOf, at))
  return { kind: 'operation', operands, at: operands[0]?.at ?? at }
}

export function tokenExpression(token: Token, placeOf: PlaceOf, around: Position): Expression {
  const at = placeOf(token)
  if (TypeGuards.isQuotedToken(token) || TypeGuards.isNumberToken(token))
    return { kind: 'literal', value: token.content, at }
  if (TypeGuards.isLiteralToken(token)) {
    const { content } = token
    return { kind: 'literal', value: typeof content === 'boolean' ? content : null, at }
  }
  if (TypeGuards.isRangeToken(token)) {
    const ends = [token.lhs, token.rhs].map((end) => tokenExpression(end, placeOf, at))
    return { kind: 'range', ends, at }
  }
  if (TypeGuards.isFilteredValueToken(token))
    return filtered(postfixExpression(token.initial.postfix, placeOf, at), token.filters, placeOf)
  if (TypeGuards.isPropertyAccessToken(token)) {
    const { variable, props } = token
    const [first, ...rest] = props
    if (variable !== undefined) return fields(tokenExpression(variable, placeOf, at), props, placeOf)
    if (first !== undefined && TypeGuards.isWordToken(first))
      return fields({ kind: 'name', name: first.content, at }, rest, placeOf)
    // `["customer"]`: a name that something decides.
    if (first !== undefined && TypeGuards.isQuotedToken(first))
      return fields({ kind: 'name', name: first.content, at }, rest, placeOf)
  }
  return { kind: 'opaque', reason: 'dynamic', name: token.getText(), at: at.line > 0 ? at : around }
}

function fields(of: Expression, props: readonly Token[], placeOf: PlaceOf): Expression {
  return props.reduce<Expression>(
    (value, prop) => ({ kind: 'field', of: value, name: entryName(prop, placeOf, of.at), at: of.at }),
    of,
  )
}

function entryName(prop: Token, placeOf: PlaceOf, at: Position): Expression {
  return TypeGuards.isWordToken(prop)
    ? { kind: 'literal', value: prop.content, at }
    : tokenExpression(prop, placeOf, at)
}
