/** The few calls of pdfkit the tests make; the package comes without types. */
declare module 'pdfkit' {
  import type { Buffer } from 'node:buffer'

  class PDFDocument {
    constructor(options?: object)
    on(event: 'data', listener: (chunk: Buffer) => void): this
    on(event: 'end', listener: () => void): this
    text(text: string, x?: number, y?: number, options?: object): this
    fontSize(size: number): this
    addPage(): this
    image(source: Buffer, x?: number, y?: number, options?: object): this
    file(source: Buffer, options?: object): this
    end(): void
  }

  export { PDFDocument as default }
}
