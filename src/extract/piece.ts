/** What comes out of a message while it is read, piece by piece, so that a broken limit loses nothing that stood before it. */
import type { Passage, Sha256, Unchecked } from '../exposure/view.ts'

/** Where envelope recipients were read from. */
export type EnvelopeSource = 'X-Envelope-To' | 'X-Original-To' | 'Delivered-To' | 'visible'

export type Piece =
  | ({ readonly kind: 'passage' } & Passage)
  | ({ readonly kind: 'unchecked' } & Unchecked)
  /** Once per message, right after its headers: addresses as written, without display names, in order. */
  | { readonly kind: 'envelope'; readonly source: EnvelopeSource; readonly addresses: readonly string[] }
  /** Last piece of a message that was read to its end. */
  | { readonly kind: 'end'; readonly digest: Sha256; readonly bytes: number }

/** Where a message lies. `start`/`end` (bytes, half-open) for one message of an mbox. */
export interface MessageSource {
  readonly path: string
  /** Its bytes in base64 where they are not UTF-8: what opens the file then. */
  readonly pathBase64?: string
  readonly format: 'eml' | 'mbox-message' | 'msg'
  readonly start?: number
  readonly end?: number
}

/** What the reader must know beside the bytes. */
export interface ReadOptions {
  /** Envelope recipients are given from outside, so that every header is content. */
  readonly envelopeIsGiven: boolean
  /** SHA-256 of files that are the organisation's own: neither read nor unchecked. */
  readonly allowedFiles: readonly string[]
}
