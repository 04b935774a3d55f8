/** Our frames beside those of ws, byte for byte. */
import * as ws from 'ws'
import { binaryFrame, FRAME_PAYLOAD_MAX, pongFrame, textFrame } from '../../signaling/frame.ts'

/** What ws would write: header and payload apart, so they are joined. */
function frameOfWs(payload: Buffer, opcode: 1 | 2 | 10): Buffer {
  // The types leave ws's own sender out.
  const { Sender } = ws as unknown as {
    Sender: { frame(data: Buffer, options: object): Buffer[] }
  }
  const options = { fin: true, opcode, mask: false, readOnly: true, rsv1: false }
  return Buffer.concat(Sender.frame(payload, options))
}

const LENGTHS = [0, 1, 125, 126, 127, 255, 256, 16_384, FRAME_PAYLOAD_MAX]

it.each(LENGTHS)('[V9] frames %i bytes as ws does', (length) => {
  const payload = Buffer.alloc(length, 'x')
  expect(binaryFrame(payload).equals(frameOfWs(payload, 2))).toBe(true)
  expect(textFrame('x'.repeat(length)).equals(frameOfWs(payload, 1))).toBe(true)
})

it.each([0, 1, 125])('[V6] answers a ping of %i bytes as ws does', (length) => {
  const payload = Buffer.alloc(length, 'x')
  expect(pongFrame(payload).equals(frameOfWs(payload, 10))).toBe(true)
})

it('counts bytes and not characters', () => {
  const text = '{"interest":"żółw 🐢"}'
  expect(textFrame(text).equals(frameOfWs(Buffer.from(text), 1))).toBe(true)
})

it('refuses what would need a longer header', () => {
  expect(() => binaryFrame(Buffer.alloc(FRAME_PAYLOAD_MAX + 1))).toThrow(RangeError)
})
