import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import { nodeLaunch } from '../engine/confinement.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/** Koha's own notice syntax, of which there is no library; its Template Toolkit is an engine by itself. */
export function openKohaRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(setup, nodeLaunch('Koha', new URL('./engine-process', import.meta.url).href, []))
}
