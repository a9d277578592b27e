/** What can be known of a picture without looking at its pixels. */
import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'

export interface Picture {
  /** Of the largest frame, in pixels; undefined if the file does not say. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  readonly texts: readonly string[]
}

/** Collects what a reader of one format finds. */
export interface Sketch {
  size(width: number, height: number): void
  text(text: string): void
}

export interface OpenSketch extends Sketch {
  picture(): Picture
}

export function openSketch(): OpenSketch {
  const texts = new Set<string>()
  let width = 0
  let height = 0
  let isKnown = false
  return {
    size(frameWidth, frameHeight) {
      isKnown = true
      width = Math.max(width, frameWidth)
      height = Math.max(height, frameHeight)
    },
    text(text) {
      if (text.trim() !== '') texts.add(text)
    },
    picture: () => ({ size: isKnown ? { width, height } : undefined, texts: [...texts] }),
  }
}

/** Text whose character set the format leaves open: UTF-8 where it is valid, else windows-1252. */
export function looseText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  const text = end < 0 ? bytes : bytes.subarray(0, end)
  return new TextDecoder(isUtf8(text) ? 'utf-8' : 'windows-1252').decode(text)
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function asciiAt(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    start,
    start + length,
  )
}
