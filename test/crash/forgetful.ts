/** Acknowledges what it never keeps: what the harness must find. */
import { setTimeout as sleep } from 'node:timers/promises'

for (let n = 1; ; n++) {
  process.stdout.write(`${n}\n`)
  await sleep(20)
}
