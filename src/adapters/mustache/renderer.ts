import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import { nodeLaunch } from '../engine/confinement.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/** Mustache 4.2: no code in templates; names are looked for in every scope around, as the language says. */
export function openMustacheRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(
    setup,
    nodeLaunch('Mustache', new URL('./engine-process', import.meta.url).href, ['mustache']),
  )
}
