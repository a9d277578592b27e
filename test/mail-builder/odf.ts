/** OpenDocument files for tests. */
import { zip } from './archive.ts'
import { escapeXml, xmlHeader } from './xml.ts'

const spaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'

export interface OdtOptions {
  readonly paragraphs?: readonly string[]
  readonly annotation?: string
  readonly deleted?: string
  readonly header?: string
  readonly keyword?: string
}

const textParagraph = (text: string): string => `<text:p>${escapeXml(text)}</text:p>`

function odfPackage(kind: 'text' | 'spreadsheet', content: string, more: Record<string, string>): Buffer {
  const mediaType = `application/vnd.oasis.opendocument.${kind}`
  return zip({
    mimetype: mediaType,
    'content.xml': `${xmlHeader}<office:document-content ${spaces} office:version="1.3"><office:body><office:${kind}>${content}</office:${kind}></office:body></office:document-content>`,
    'META-INF/manifest.xml': `${xmlHeader}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="${mediaType}"/></manifest:manifest>`,
    ...more,
  })
}

export function odt(options: OdtOptions): Buffer {
  const tracked = options.deleted
    ? `<text:tracked-changes><text:changed-region text:id="ct1"><text:deletion><office:change-info/>${textParagraph(options.deleted)}</text:deletion></text:changed-region></text:tracked-changes>`
    : ''
  const annotation = options.annotation
    ? `<text:p>Siehe<office:annotation>${textParagraph(options.annotation)}</office:annotation></text:p>`
    : ''
  const content = `${tracked}${(options.paragraphs ?? ['Ihre Unterlagen']).map(textParagraph).join('')}${annotation}`
  const more: Record<string, string> = {}
  if (options.header)
    more['styles.xml'] =
      `${xmlHeader}<office:document-styles ${spaces}><office:master-styles><style:master-page style:name="Standard"><style:header>${textParagraph(options.header)}</style:header></style:master-page></office:master-styles></office:document-styles>`
  if (options.keyword)
    more['meta.xml'] =
      `${xmlHeader}<office:document-meta ${spaces}><office:meta><meta:keyword>${escapeXml(options.keyword)}</meta:keyword></office:meta></office:document-meta>`
  return odfPackage('text', content, more)
}

/** @param rows the cells of one sheet; `isHidden` hides the whole sheet */
export function ods(rows: readonly (readonly string[])[], isHidden = false): Buffer {
  const cells = rows
    .map(
      (row) =>
        `<table:table-row>${row
          .map(
            (cell) =>
              `<table:table-cell office:value-type="string">${textParagraph(cell)}</table:table-cell>`,
          )
          .join('')}</table:table-row>`,
    )
    .join('')
  return odfPackage(
    'spreadsheet',
    `<table:table table:name="Liste"${isHidden ? ' table:display="false"' : ''}>${cells}</table:table>`,
    {},
  )
}
