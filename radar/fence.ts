/** Finds where MQTT packets end in a stream of bytes, keeping none of them. Pure; runs anywhere. */

/** A length of four bytes is the longest that the standard allows. */
const LENGTH_BYTES_MAX = 4

export interface Fence {
  /**
   * Goes on reading at `from`, and returns where the packet ends, or the end of the chunk when it
   * goes on in the next one, or -1 when the packet says that it is too large or its length is wrong.
   *
   * @param bytesMax how many bytes may follow the packet's own header
   */
  readonly pass: (chunk: Uint8Array, from: number, bytesMax: number) => number
  /** Whether the last packet has ended and no other has begun. */
  readonly isBetween: () => boolean
}

export function createFence(): Fence {
  let phase: 'type' | 'length' | 'body' = 'type'
  let length = 0
  let lengthBytes = 0
  let missing = 0

  return {
    pass(chunk, from, bytesMax) {
      let at = from
      while (at < chunk.length) {
        if (phase === 'body') {
          const taken = Math.min(missing, chunk.length - at)
          missing -= taken
          at += taken
          if (missing > 0) return at
          phase = 'type'
          return at
        }
        const byte = chunk[at] ?? 0
        at += 1
        if (phase === 'type') {
          phase = 'length'
          length = 0
          lengthBytes = 0
          continue
        }
        length += (byte & 0x7f) * 128 ** lengthBytes
        lengthBytes += 1
        if (length > bytesMax) return -1
        if (byte >= 0x80) {
          if (lengthBytes === LENGTH_BYTES_MAX) return -1
          continue
        }
        if (length === 0) {
          phase = 'type'
          return at
        }
        phase = 'body'
        missing = length
      }
      return at
    },
    isBetween: () => phase === 'type',
  }
}
