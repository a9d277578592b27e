/**
 * A sentence without what a terminal would obey: control characters and marks that turn the direction of writing.
 * File names, addresses and header names come from others and may hold such.
 *
 * @source ECMA-48 (C0 and C1 controls), Unicode Standard Annex 9 (directional formatting characters)
 */
export function printable(sentence: string): string {
  return sentence.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd')
}
