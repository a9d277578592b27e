/** What a cryptographic message holds, as far as it can be told without a key. */
export type CmsContent =
  | { readonly kind: 'signed'; readonly content: Buffer }
  /** A signature beside its content: nothing inside that a reader could see. */
  | { readonly kind: 'detached' }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'unknown' }

const signedData = '2a864886f70d010702'
const envelopedData = '2a864886f70d010703'
const encryptedData = '2a864886f70d010706'
const authEnvelopedData = '2a864886f70d0109100117'

/**
 * Opens CMS / PKCS #7 data in DER, BER (indefinite lengths, content in chunks) or PEM.
 *
 * @source RFC 5652, 3 (content info), 5.1 (signed data); ITU-T X.690, 8.1
 */
export function openCms(bytes: Uint8Array): CmsContent {
  const der = withoutArmour(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const info = childrenOf(der, elementAt(der, 0, der.length))
  const [type, wrapped] = info
  if (type === undefined || wrapped === undefined) return { kind: 'unknown' }
  const name = der.toString('hex', type.start, type.end)
  if (name === envelopedData || name === encryptedData || name === authEnvelopedData)
    return { kind: 'encrypted' }
  if (name !== signedData) return { kind: 'unknown' }
  const [signed] = childrenOf(der, wrapped)
  const encapsulated = childrenOf(der, signed)[2]
  const [, content] = childrenOf(der, encapsulated)
  const [octets] = childrenOf(der, content)
  if (octets === undefined) return { kind: 'detached' }
  return { kind: 'signed', content: octetsOf(der, octets) }
}

interface Element {
  readonly tag: number
  readonly start: number
  readonly end: number
  /** Where the next element begins. */
  readonly next: number
}

const constructed = 0x20

/** Elements of one level that are looked at; chunks of a long content are the longest such list. */
const elementCount = 100_000
/** Nesting of indefinite lengths that is followed; signed data needs five. */
const depthLimit = 16

function elementAt(der: Buffer, at: number, end: number, depth = 0): Element | undefined {
  const tag = der[at]
  const first = der[at + 1]
  if (tag === undefined || first === undefined || at + 2 > end || depth > depthLimit) return undefined
  if (first < 0x80) return bounded(tag, at + 2, first, end)
  if (first === 0x80) return indefinite(der, { tag, start: at + 2, end, depth })
  const octets = first & 0x7f
  if (octets > 6 || at + 2 + octets > end) return undefined
  return bounded(tag, at + 2 + octets, der.readUIntBE(at + 2, octets), end)
}

function bounded(tag: number, start: number, length: number, end: number): Element {
  const stop = Math.min(end, start + length)
  return { tag, start, end: stop, next: stop }
}

function indefinite(der: Buffer, open: { tag: number; start: number; end: number; depth: number }): Element {
  let at = open.start
  while (at < open.end && !(der[at] === 0 && der[at + 1] === 0)) {
    const child = elementAt(der, at, open.end, open.depth + 1)
    if (child === undefined || child.next <= at)
      return { tag: open.tag, start: open.start, end: open.end, next: open.end }
    at = child.next
  }
  return { tag: open.tag, start: open.start, end: at, next: Math.min(open.end, at + 2) }
}

function childrenOf(der: Buffer, parent: Element | undefined): readonly Element[] {
  if (parent === undefined || (parent.tag & constructed) === 0) return []
  const children: Element[] = []
  let at = parent.start
  while (at < parent.end && children.length < elementCount) {
    const child = elementAt(der, at, parent.end)
    if (child === undefined) break
    children.push(child)
    at = child.next
  }
  return children
}

function octetsOf(der: Buffer, element: Element): Buffer {
  if ((element.tag & constructed) === 0) return der.subarray(element.start, element.end)
  return Buffer.concat(childrenOf(der, element).map((chunk) => der.subarray(chunk.start, chunk.end)))
}

function withoutArmour(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, 64))
  if (/^\s*-----BEGIN/.test(text)) {
    return Buffer.from(bytes.toString('latin1').replace(/-----[A-Z0-9 ]{3,40}-----/g, ''), 'base64')
  }
  return /^\s*MI[A-Za-z0-9+/]/.test(text) ? Buffer.from(bytes.toString('latin1'), 'base64') : bytes
}
