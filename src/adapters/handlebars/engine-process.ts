/** The process in which Handlebars runs. Started by the pool. */
import { workAsEngine } from '../engine/engine-work.ts'
import { compileHandlebars } from './compile.ts'

workAsEngine(compileHandlebars)
