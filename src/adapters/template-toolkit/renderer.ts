import { fileURLToPath } from 'node:url'
import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import type { EngineLaunch } from '../engine/confinement.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/** In Perl; it reads `values.pl` beside it before it leaves the file system. */
export const engineProgram = fileURLToPath(new URL('./engine.pl', import.meta.url))

export const templateToolkitLaunch: EngineLaunch = {
  name: 'Template Toolkit',
  systemPackage: 'libtemplate-perl',
  program: '/usr/bin/perl',
  parameters: [engineProgram],
  reservedBytes: 0,
  isRootAmongItself: true,
}

/**
 * Template Toolkit 2 in its own engine, which is written in Perl (Debian: libtemplate-perl). It runs no Perl of templates, knows a
 * closed list of plugins, filters and methods, and leaves the file system before it reads its first template.
 */
export function openTemplateToolkitRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(setup, templateToolkitLaunch)
}
