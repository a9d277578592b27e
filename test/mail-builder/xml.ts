/** XML by hand: escape what must be escaped, nothing more. */

export const xmlHeader = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
