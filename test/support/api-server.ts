/** A real server on a free port of this machine, with the log it wrote. */
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { ListenAddress } from '../../src/api/listen-address.ts'
import { openLog } from '../../src/api/log-line.ts'
import { openMetrics } from '../../src/api/metrics.ts'
import { type Api, type ApiParts, openApi } from '../../src/api/server.ts'
import { type TrustedProxies, trustedProxies } from '../../src/api/trusted-proxies.ts'

export interface RunningApi {
  readonly api: Api
  readonly port: number
  readonly base: string
  /** Lines of the log so far, parsed. */
  readonly lines: () => readonly Record<string, unknown>[]
  readonly rawLog: () => string
}

export function proxies(...entries: readonly string[]): TrustedProxies {
  const list = trustedProxies(entries)
  if (!list) throw new Error('the test names no proxies')
  return list
}

export async function runApi(
  wish: Partial<ApiParts> = {},
  where: ListenAddress = { kind: 'port', host: '127.0.0.1', port: 0 },
): Promise<RunningApi> {
  let text = ''
  const out = {
    write: (line: string) => {
      text += line
    },
  }
  const api = await openApi({
    version: '0.0.0',
    log: openLog(out, 'json'),
    metrics: openMetrics('0.0.0'),
    askReadiness: async () => ({ status: 'ready', parts: [{ part: 'process', state: 'ok' }] }),
    rooms: [],
    now: () => new Date(),
    proxies: proxies(),
    monitors: proxies(),
    hosts: [],
    ...wish,
  })
  onTestFinished(() => api.close(0))
  const address = await api.listen(where)
  const port = address.kind === 'port' ? address.port : 0
  return {
    api,
    port,
    base: `${wish.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    rawLog: () => text,
    lines: () =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}

/** A client that says exactly this, and what it is answered until the server closes. */
export function rawConnection(port: number, text = ''): { socket: Socket; answer: Promise<string> } {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(text)
  const answer = new Promise<string>((resolve) => {
    let all = ''
    socket.on('data', (piece) => {
      all += piece
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(all))
  })
  return { socket, answer }
}
