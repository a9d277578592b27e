/** The process in which Mustache runs. Started by the pool. */
import { workAsEngine } from '../engine/engine-work.ts'
import { compileMustache } from './compile.ts'

workAsEngine(compileMustache)
