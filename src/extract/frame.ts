/** What a reader process and the pool say to each other, in frames (`std/frame.ts`). */
import type { Place } from '../exposure/view.ts'
import type { MessageSource, Piece, ReadOptions } from './piece.ts'

/** From pool to process. */
export interface Job {
  readonly source: MessageSource
  readonly options: ReadOptions
  readonly deadlineMs: number
}

/** From process to pool. */
export type Report =
  | Piece
  | { readonly kind: 'ready' }
  /** Reading has come to this part. */
  | { readonly kind: 'at'; readonly place: Place }
  | { readonly kind: 'done'; readonly residentBytes: number }
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'fault'; readonly message: string }
