import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import { nodeLaunch } from '../engine/confinement.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/** Handlebars 4.7 with its own helpers `if`, `unless`, `each`, `with` and `lookup`, and no others. */
export function openHandlebarsRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(
    setup,
    nodeLaunch('Handlebars', new URL('./engine-process', import.meta.url).href, ['handlebars', 'source-map']),
  )
}
