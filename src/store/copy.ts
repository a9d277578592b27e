/** COPY over the driver's own connection: rows out and in as bytes, in constant memory. @source PostgreSQL, "COPY Operations" of the protocol */
import { once } from 'node:events'
import type { Client } from 'pg'
import { storeFault } from './store-fault.ts'

/** Rows come one to a message; handed on one by one they would cost more than they carry. */
const pieceBytes = 256 * 1024
/** So many pieces wait for whoever writes them away; then the server is made to wait. */
const waitingMax = 4

type Ending = { readonly kind: 'complete' } | { readonly kind: 'failed'; readonly error: Error }

export async function* copyOut(client: Client, statement: string): AsyncGenerator<Buffer, void> {
  const { connection } = client
  const waiting: Buffer[] = []
  const gather = gatherer((piece) => {
    waiting.push(piece)
    if (waiting.length >= waitingMax) connection.stream.pause()
    wake.resolve()
  })
  let wake = Promise.withResolvers<void>()
  let ending: Ending | undefined
  const end = (how: Ending): void => {
    gather.flush()
    ending = how
    wake.resolve()
  }
  client.query({
    submit: () => connection.query(statement),
    handleCopyData: ({ chunk }: { readonly chunk: Buffer }) => gather.add(chunk),
    handleCommandComplete: () => {},
    handleReadyForQuery: () => end({ kind: 'complete' }),
    handleError: (error: Error) => end({ kind: 'failed', error }),
  })
  try {
    for (;;) {
      const piece = waiting.shift()
      if (piece) yield piece
      else if (ending?.kind === 'failed') throw storeFault(ending.error)
      else if (ending) return
      else {
        connection.stream.resume()
        await wake.promise
        wake = Promise.withResolvers()
      }
    }
  } finally {
    // What the server still sends has no reader: there is no way back into step with it.
    if (!ending) connection.stream.destroy()
  }
}

function gatherer(handOn: (piece: Buffer) => void): { add(chunk: Buffer): void; flush(): void } {
  let chunks: Buffer[] = []
  let bytes = 0
  const flush = (): void => {
    if (bytes > 0) handOn(Buffer.concat(chunks, bytes))
    chunks = []
    bytes = 0
  }
  return {
    add(chunk) {
      // A copy: the driver writes the next message over this one.
      chunks.push(Buffer.from(chunk))
      bytes += chunk.length
      if (bytes >= pieceBytes) flush()
    },
    flush,
  }
}

/** Codes of the messages a client sends while it copies in. */
const message = { data: 0x64, done: 0x63, fail: 0x66 } as const

/** @throws what `pieces` throws, after the server was told that the copy has failed; else the server's error */
export function copyIn(
  client: Client,
  statement: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<bigint> {
  const { promise, resolve, reject } = Promise.withResolvers<bigint>()
  const stopped = new AbortController()
  let rows = 0n
  let own: unknown
  client.query({
    submit: () => client.connection.query(statement),
    handleCopyInResponse: () => {
      feed(client, pieces, stopped.signal).catch((error) => {
        own = error
        send(client, message.fail, Buffer.from('\0'))
      })
    },
    handleCommandComplete: ({ text }: { readonly text: string }) => {
      rows = BigInt(/^COPY (\d+)$/.exec(text)?.[1] ?? 0)
    },
    handleReadyForQuery: () => resolve(rows),
    handleError: (error: Error) => {
      stopped.abort()
      reject(own ?? storeFault(error))
    },
  })
  return promise
}

async function feed(client: Client, pieces: AsyncIterable<Uint8Array>, stopped: AbortSignal): Promise<void> {
  for await (const piece of pieces) {
    if (stopped.aborted) return
    if (!send(client, message.data, piece)) await drained(client, stopped)
  }
  send(client, message.done, new Uint8Array())
}

/** @returns whether more may follow at once */
function send(client: Client, code: number, bytes: Uint8Array): boolean {
  const { stream } = client.connection
  const head = Buffer.alloc(5)
  head.writeUInt8(code, 0)
  head.writeUInt32BE(bytes.length + 4, 1)
  stream.cork()
  stream.write(head)
  const isFree = stream.write(bytes)
  stream.uncork()
  return isFree
}

async function drained(client: Client, stopped: AbortSignal): Promise<void> {
  try {
    await once(client.connection.stream, 'drain', { signal: stopped })
  } catch (error) {
    // The server's own error is on its way to whoever waits for the copy.
    if (!stopped.aborted) throw error
  }
}
