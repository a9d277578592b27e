/** The process in which LiquidJS runs. Started by the pool. */
import { workAsEngine } from '../engine/engine-work.ts'
import { compileLiquid } from './compile.ts'

workAsEngine(compileLiquid)
