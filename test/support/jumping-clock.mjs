/** Loaded before a program: its clock is off by the milliseconds that stand in the file that SCHLEUSE_TEST_CLOCK names. */
import { readFileSync } from 'node:fs'

const file = process.env.SCHLEUSE_TEST_CLOCK
const RealDate = Date
let offsetMs = 0
let readAt = Number.NEGATIVE_INFINITY

function nowMs() {
  if (performance.now() - readAt > 20) {
    readAt = performance.now()
    offsetMs = Number(readFileSync(file, 'utf8'))
  }
  return RealDate.now() + offsetMs
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(nowMs())
    else super(...given)
  }

  static now() {
    return nowMs()
  }
}
