import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import { nodeLaunch } from '../engine/confinement.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/** LiquidJS 10 with its own tags and filters; undefined variables and filters are errors. */
export function openLiquidRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(
    setup,
    nodeLaunch('Liquid', new URL('./engine-process', import.meta.url).href, ['liquidjs']),
  )
}
