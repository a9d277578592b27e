/** The two code pages of DOS that old German systems still put on mail; the platform's decoder does not know them. */
const upperHalves = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
}
export type DosCodePage = 'cp437' | 'cp850'

const namesOf: Readonly<Record<string, DosCodePage>> = {
  cp437: 'cp437',
  ibm437: 'cp437',
  '437': 'cp437',
  cp850: 'cp850',
  ibm850: 'cp850',
  '850': 'cp850',
  cp858: 'cp850',
  ibm00858: 'cp850',
}

/** @returns undefined if the label names none of these code pages */
export function dosCodePageOf(label: string): DosCodePage | undefined {
  return namesOf[label]
}

/** @param text the bytes as one character each */
export function decodeDosCodePage(text: string, page: DosCodePage): string {
  const half = upperHalves[page]
  return text.replace(/[\x80-\xff]/g, (char) => half[char.charCodeAt(0) - 0x80] ?? char)
}
