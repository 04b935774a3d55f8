import * as fc from 'fast-check'
import { isPouring, UNSEEN_MAX } from '../../web/chat/unseen.ts'

const MEGA = 2 ** 20

/** What a browser says of a call: what its packets and its parts have received, in bytes. */
const call = ({ come = 0, sent = 0, media = 0, said = 0 }) => [
  { type: 'candidate-pair', bytesReceived: come, bytesSent: sent },
  { type: 'inbound-rtp', bytesReceived: media * 0.9, headerBytesReceived: media * 0.1 },
  { type: 'data-channel', bytesReceived: said },
]

describe('what comes over a connection', () => {
  it('[C3] [P12] is poured when no part of the page was given it', () => {
    expect(isPouring(call({ come: UNSEEN_MAX }))).toBe(false)
    expect(isPouring(call({ come: UNSEEN_MAX + 1 }))).toBe(true)
    const talk = { media: 500 * MEGA, said: 300 * MEGA }
    expect(isPouring(call({ ...talk, come: 1_200 * MEGA }))).toBe(true)
  })

  it('[C3] [C12] is not while it is what was shown and saved, in whatever packets it came', () => {
    fc.assert(
      fc.property(
        fc.record({ media: fc.nat(2 ** 40), said: fc.nat(2 ** 31), sent: fc.nat(2 ** 40) }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (talk, wrapping) => {
          const come = (talk.media + talk.said) * (1 + wrapping) + talk.sent * 0.08
          expect(isPouring(call({ ...talk, come }))).toBe(false)
        },
      ),
    )
  })

  it('[C12] is nothing to judge where a browser does not count what its channels receive', () => {
    const [pair = {}, media = {}] = call({ come: 9 * UNSEEN_MAX })
    expect(isPouring([pair, media])).toBe(false)
    expect(isPouring([pair, media, { type: 'data-channel' }])).toBe(false)
    expect(isPouring([])).toBe(false)
  })
})
