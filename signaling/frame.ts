/**
 * Server frames in one piece (RFC 6455, section 5.2). Pure.
 *
 * ws hands header and payload to the system apart, and an introduction is little else than frames
 * written. Ours are final, unmasked and short; everything else about WebSocket stays with ws.
 */

const SHORT_MAX = 125
const TWO_BYTE_LENGTH = 126
/** Longer ones would need the third form of length, which nothing of ours does. */
export const FRAME_PAYLOAD_MAX = 0xffff

/** FIN and the opcode. */
const FIRST_BYTE = { text: 0x81, binary: 0x82, pong: 0x8a } as const

function allocate(kind: keyof typeof FIRST_BYTE, length: number): Buffer {
  if (length > FRAME_PAYLOAD_MAX) throw new RangeError(`a frame of ${length} bytes`)
  const isShort = length <= SHORT_MAX
  const frame = Buffer.allocUnsafe((isShort ? 2 : 4) + length)
  frame[0] = FIRST_BYTE[kind]
  if (isShort) frame[1] = length
  else {
    frame[1] = TWO_BYTE_LENGTH
    frame.writeUInt16BE(length, 2)
  }
  return frame
}

/** @throws RangeError above 65,535 bytes */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const frame = allocate('text', length)
  frame.write(text, frame.length - length)
  return frame
}

function frameOf(kind: keyof typeof FIRST_BYTE, payload: Uint8Array): Buffer {
  const frame = allocate(kind, payload.length)
  frame.set(payload, frame.length - payload.length)
  return frame
}

/** @throws RangeError above 65,535 bytes */
export const binaryFrame = (payload: Uint8Array): Buffer => frameOf('binary', payload)

/** @param payload of the ping that it answers: 125 bytes at most */
export const pongFrame = (payload: Uint8Array): Buffer => frameOf('pong', payload)
