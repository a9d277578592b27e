/** The few calls of pdfkit the tests make; the package comes without types. */
declare module 'pdfkit' {
  import type { Buffer } from 'node:buffer'

  class PDFDocument {
    constructor(options?: object)
    on(event: 'data', listener: (chunk: Buffer) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    text(text: string, x?: number, y?: number, options?: object): this
    text(text: string, options: object): this
    font(name: string): this
    note(x: number, y: number, width: number, height: number, contents: string): this
    link(x: number, y: number, width: number, height: number, url: string): this
    initForm(): this
    formText(name: string, x: number, y: number, width: number, height: number, options?: object): this
    fontSize(size: number): this
    addPage(): this
    image(source: Buffer, x?: number, y?: number, options?: object): this
    file(source: Buffer, options?: object): this
    end(): void
  }

  export { PDFDocument as default }
}
