/** What may be told of an error that nobody foresaw: never its message, which may quote what came from outside. */

/** Names of classes and codes of systems; anything longer or stranger is not passed on. */
const word = /^[A-Za-z][A-Za-z0-9_]{0,40}$/
/** A place in our own sources, as it stands in a line of a stack. */
const ownPlace = /^\s+at .*?\b((?:src|dist)\/[\w./-]{1,80}\.(?:ts|js):\d{1,6}):\d+\)?$/m

export interface ErrorTrace {
  readonly error: string
  readonly where?: string
}

export function traceOf(thrown: unknown): ErrorTrace {
  if (!(thrown instanceof Error)) return { error: typeof thrown }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const error = [code, thrown.name].find((one) => word.test(one)) ?? 'Error'
  // The message stands before the places; a line of it that looks like one is cut off with it.
  const stack = thrown.stack ?? ''
  const at = stack.indexOf(thrown.message)
  const places = at < 0 ? stack : stack.slice(at + thrown.message.length)
  const where = ownPlace.exec(places)?.[1]
  return where === undefined ? { error } : { error, where }
}
