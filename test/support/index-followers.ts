/** Starts processes that follow a live index, and hands out what they say. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FollowerOrder } from './index-follower.ts'

const follower = fileURLToPath(new URL('./index-follower.ts', import.meta.url))

export interface Follower {
  readonly child: ChildProcess
  /** Resolves with the moment at which the key has so many owners for it. */
  sees(owners: number): Promise<number>
  close(): Promise<void>
}

export function startFollower(order: FollowerOrder): Follower {
  const child = spawn(process.execPath, [follower, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting: (() => void)[] = []
  const tell = () => {
    for (const wake of waiting.splice(0)) wake()
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    tell()
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      tell()
      resolve()
    })
  })
  return {
    child,
    async sees(owners) {
      for (;;) {
        const line = lines.findLast((one) => one.endsWith(` ${owners}`))
        if (line !== undefined && line === lines.at(-1)) return Number(line.split(' ')[0])
        if (child.exitCode !== null || child.signalCode !== null) throw new Error('the follower has ended')
        await new Promise<void>((resolve) => waiting.push(resolve))
      }
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}
