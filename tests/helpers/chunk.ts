import { HEADER_BYTES, renderChunk } from '../../web/chat/transferProtocol.ts'

/** A chunk as it comes out of a channel: a message of its own. */
export function chunkOf(id: number, at: number, bytes: Uint8Array): ArrayBuffer {
  const room = new ArrayBuffer(HEADER_BYTES + bytes.length)
  renderChunk(id, at, bytes, room)
  return room
}
