/** E-mail addresses. */
import type { FactKey } from '../fact.ts'
import { cleanText } from '../fold.ts'
import { canonicalDomain } from './domain.ts'

/** @source RFC 5321 section 4.5.3.1.1 */
export const MAX_LOCAL_LENGTH = 64
/** @source RFC 5321 section 4.5.3.1.2 */
export const MAX_DOMAIN_LENGTH = 255

/**
 * Key of one address as it is written in a directory or an envelope: `a@b`, `<a@b>`, `mailto:a@b`, `"a"@b`.
 *
 * @returns undefined if it is no address. Case never counts, though RFC 5321 section 2.4 lets local parts differ by case.
 */
export function emailKey(written: string): FactKey | undefined {
  let address = cleanText(written).trim()
  if (address.startsWith('<') && address.endsWith('>')) address = address.slice(1, -1).trim()
  if (address.slice(0, 7).toLowerCase() === 'mailto:') address = address.slice(7)
  const at = address.lastIndexOf('@')
  return emailKeyOfParts(address.slice(0, Math.max(at, 0)), address.slice(at + 1))
}

/** Key of an address whose parts were found in cleaned text. */
export function emailKeyOfParts(localPart: string, domain: string): FactKey | undefined {
  const local = unquote(localPart).toLowerCase().normalize('NFC')
  const host = canonicalDomain(withoutEdges(domain))
  if (local === '' || local.length > MAX_LOCAL_LENGTH) return undefined
  if (host.length > MAX_DOMAIN_LENGTH || !isDomain(host)) return undefined
  return `email:${local}@${host}`
}

/** @source RFC 5321 section 4.1.2: quoting is no part of the meaning */
function unquote(localPart: string): string {
  if (localPart.length < 2 || !localPart.startsWith('"') || !localPart.endsWith('"')) return localPart
  return localPart.slice(1, -1).replaceAll(/\\(.)/gs, '$1')
}

/** A sentence's full stop or hyphen behind an address does not belong to it. */
function withoutEdges(domain: string): string {
  let end = domain.length
  while (end > 0 && (domain[end - 1] === '.' || domain[end - 1] === '-')) end -= 1
  return domain.slice(0, end)
}

/** At least two labels, none of them empty, without spaces or signs. */
function isDomain(host: string): boolean {
  const labels = host.split('.')
  return labels.length >= 2 && labels.every((label) => /^[\p{L}\p{M}\p{N}-]+$/u.test(label))
}
