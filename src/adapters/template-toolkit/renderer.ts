import { fileURLToPath } from 'node:url'
import type { Renderer, RendererSetup } from '../../notice/renderer.ts'
import { openEngineRenderer } from '../engine/renderer.ts'

/**
 * Template Toolkit 2 in its own engine, which is written in Perl (Debian: libtemplate-perl). It runs no Perl of templates, knows a
 * closed list of plugins and filters, and leaves the file system before it reads its first template.
 */
export function openTemplateToolkitRenderer(setup: RendererSetup): Renderer {
  return openEngineRenderer(setup, {
    name: 'Template Toolkit',
    systemPackage: 'libtemplate-perl',
    program: '/usr/bin/perl',
    parameters: [fileURLToPath(new URL('./engine.pl', import.meta.url))],
    reservedBytes: 0,
    isRootAmongItself: true,
  })
}
