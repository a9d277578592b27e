/** A backup's records made small: Zstandard (RFC 8878). */
import { pipeline, Readable } from 'node:stream'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { fault } from '../../std/fault.ts'

/** Keyed hashes do not shrink whatever is tried; the lowest level is the fastest, and gzip is slower and larger. */
const level = 1
/** Memory of the reader is bound to the window, whatever a file asks for: 8 MB. @source RFC 8878, 3.1.1.1.2 */
const windowLogMax = 23

export function pack(records: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const packer = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: level } })
  // A failure on either side ends the other one; whoever reads the end gets the error.
  return pipeline(Readable.from(records), packer, () => {})
}

/** @throws SCH_BACKUP_DAMAGED for bytes that nobody has packed; else what `packed` throws */
export async function* unpack(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  const unpacker = createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: windowLogMax } })
  try {
    yield* pipeline(Readable.from(packed), unpacker, () => {})
  } catch (error) {
    const isPacker = error instanceof Error && 'code' in error && /^ZSTD_/.test(String(error.code))
    throw isPacker ? fault('SCH_BACKUP_DAMAGED', { params: { why: 'packing' }, cause: error }) : error
  }
}
