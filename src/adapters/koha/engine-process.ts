/** The process in which Koha's syntax is rendered. Started by the pool. */
import { workAsEngine } from '../engine/engine-work.ts'
import { compileKoha } from './compile.ts'

workAsEngine(compileKoha)
