/** pdf.js, loaded when the first PDF comes, without worker thread, canvas, network or code evaluation. */
import { fileURLToPath } from 'node:url'
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfDocument = Awaited<ReturnType<typeof PdfJs.getDocument>['promise']>
export type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>

export type OpenedPdf =
  | { readonly kind: 'open'; readonly document: PdfDocument; readonly close: () => Promise<void> }
  | { readonly kind: 'locked' }

/**
 * @param bytes are copied: pdf.js keeps what it is given
 * @throws an ordinary error if the file cannot be opened at all
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  const pdfjs = await loadPdfJs()
  const folder = packageFolder()
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    isImageDecoderSupported: false,
    isOffscreenCanvasSupported: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    enableXfa: false,
    cMapUrl: `${folder}cmaps/`,
    standardFontDataUrl: `${folder}standard_fonts/`,
  })
  try {
    const document = await task.promise
    return { kind: 'open', document, close: () => task.destroy() }
  } catch (error) {
    await task.destroy()
    if (error instanceof Error && error.name === 'PasswordException') return { kind: 'locked' }
    throw error
  }
}

async function loadPdfJs(): Promise<typeof PdfJs> {
  const warn = console.warn
  // While it loads, pdf.js complains on the console that it has no canvas; it is never asked to draw.
  console.warn = () => {}
  try {
    const file: string = 'pdfjs-dist/legacy/build/pdf.min.mjs'
    const pdfjs: typeof PdfJs = await import(file)
    pdfjs.GlobalWorkerOptions.workerSrc = import.meta.resolve('pdfjs-dist/legacy/build/pdf.worker.min.mjs')
    return pdfjs
  } finally {
    console.warn = warn
  }
}

/** Tables for Asian encodings and widths of the standard fonts are read from the package, never from the network. */
function packageFolder(): string {
  const manifest = fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))
  return manifest.slice(0, -'package.json'.length)
}
