import * as fc from 'fast-check'
import { createCover } from '../../web/chat/cover.ts'
import { lookOf, sizesOf } from '../../web/chat/look.ts'
import type { PeerMessage } from '../../web/chat/peerProtocol.ts'
import { isCovered, isRevealed } from '../../web/chat/reveal.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

/** One side of a conversation: `log` holds what it did, in its order. */
function side(isBlurred: boolean, wire: (ready: boolean) => void = () => undefined) {
  const { wish } = FIRST_VIEW
  let view: View = { ...FIRST_VIEW, wish: { ...wish, isBlurred } }
  const log: string[] = []
  const cover = createCover(
    () => view,
    (change) => (view = { ...view, ...change }),
    (message: PeerMessage) => {
      if (message.type !== 'reveal') return
      log.push(`tells ${message.ready}`)
      wire(message.ready)
    },
    () => log.push(isCovered(view) ? 'covers' : 'clears'),
  )
  return { cover, log, isCovered: () => isCovered(view), reveal: () => view.reveal }
}

describe('beginning blurred', () => {
  it('[C23] covers whoever chose it from the start, and the other once he is told', () => {
    const [chooser, other] = [side(true), side(false)]
    expect([chooser.isCovered(), other.isCovered()]).toEqual([true, false])
    other.cover.agree()
    expect(other.isCovered()).toBe(true)
    expect(other.log).toEqual(['covers'])
  })

  it('[C23] is for pictures: a text chat has none', () => {
    const { wish } = FIRST_VIEW
    const view: View = { ...FIRST_VIEW, wish: { ...wish, isBlurred: true, mode: 'text' } }
    expect(isCovered(view)).toBe(false)
  })

  it('[C23] ends when both have pressed, whoever was first', () => {
    for (const isFirst of [true, false]) {
      const { cover, isCovered: covered } = side(true)
      if (isFirst) cover.press()
      else cover.hear(true)
      expect(covered()).toBe(true)
      if (isFirst) cover.hear(true)
      else cover.press()
      expect(covered()).toBe(false)
    }
  })

  it('[C23] is taken back at once, by either, for both, until both press anew', () => {
    const [taker, other] = [side(true), side(true)]
    for (const one of [taker, other]) {
      one.cover.press()
      one.cover.hear(true)
    }
    taker.cover.takeBack()
    expect(taker.log.slice(-2)).toEqual(['covers', 'tells false'])
    other.cover.hear(false)
    expect(other.isCovered()).toBe(true)
    other.cover.hear(true)
    expect(other.isCovered()).toBe(true)
    taker.cover.press()
    expect(taker.isCovered()).toBe(true)
  })

  it('[C23] begins anew with the next stranger', () => {
    const { cover, isCovered: covered, reveal } = side(true)
    cover.press()
    cover.hear(true)
    cover.reset()
    expect([covered(), reveal()]).toEqual([true, null])
    const other = side(false)
    other.cover.agree()
    other.cover.reset()
    expect(other.isCovered()).toBe(false)
  })

  it('[C23] says nothing and hears nothing where nobody chose it', () => {
    const { cover, log, reveal } = side(false)
    cover.hear(true)
    cover.press()
    cover.tell()
    expect({ log, reveal: reveal() }).toEqual({ log: [], reveal: null })
  })

  it('[C23] shows nobody who has not pressed since it was last closed, whatever a stranger says', () => {
    const said = fc.oneof(fc.constantFrom('press', 'takeBack', 'agree', 'tell'), fc.boolean())
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (history) => {
        const { cover, isCovered: covered } = side(true)
        let hasPressed = false
        for (const one of history) {
          const wasCovered = covered()
          if (typeof one === 'boolean') cover.hear(one)
          else cover[one as 'press' | 'takeBack' | 'agree' | 'tell']()
          if (one === 'press') hasPressed = true
          if (one === 'takeBack' || (!wasCovered && covered())) hasPressed = false
          expect(covered() || hasPressed).toBe(true)
        }
      }),
    )
  })

  it('[C23] never leaves one side clear for long while the other is not, in any order of words', () => {
    const act = fc.tuple(
      fc.constantFrom(0, 1),
      fc.constantFrom('press', 'takeBack', 'hear', 'lose'),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        /** Words on their way to each side. */
        const ways: [boolean[], boolean[]] = [[], []]
        const sides = [
          side(true, (ready) => ways[1].push(ready)),
          side(true, (ready) => ways[0].push(ready)),
        ] as const
        const hear = (at: 0 | 1) => {
          const [word] = ways[at].splice(0, 1)
          if (word !== undefined) sides[at].cover.hear(word)
        }
        for (const [who, what] of acts) {
          const at = who === 0 ? 0 : 1
          if (what === 'hear') hear(at)
          else if (what === 'lose') {
            // The connection breaks with all that is on its way, and another one begins.
            for (const way of ways) way.length = 0
            for (const { cover } of sides) cover.tell()
          } else sides[at].cover[what === 'press' ? 'press' : 'takeBack']()
        }
        for (let words = 0; ways[0].length + ways[1].length > 0; words += 1) {
          expect(words).toBeLessThan(200)
          hear(0)
          hear(1)
        }
        expect(sides[0].isCovered()).toBe(sides[1].isCovered())
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a picture', () => {
  it.each([
    ['camera', false, false, 'clear'],
    ['soft', false, false, 'soft'],
    ['shape', false, false, 'shape'],
    ['camera', true, false, 'blurred'],
    ['soft', true, false, 'blurred'],
    ['shape', true, false, 'shape'],
    ['camera', false, true, 'clear'],
    ['soft', false, true, 'clear'],
    ['camera', true, true, 'blurred'],
    ['shape', true, true, 'blurred'],
  ] as const)(
    '[C23] [C24] of %s, covered %s, screen %s leaves as %s',
    (picture, covered, screen, look) => {
      expect(lookOf(picture, covered, screen)).toBe(look)
    },
  )

  it('[C23] that is blurred is two dozen pixels long, whichever way it is held', () => {
    for (const size of [
      { width: 1280, height: 720 },
      { width: 720, height: 1280 },
      { width: 64, height: 48 },
      { width: 0, height: 0 },
    ]) {
      const [left, sent] = sizesOf('blurred', size)
      expect(Math.max(left.width, left.height)).toBeLessThanOrEqual(24)
      expect(Math.max(sent.width, sent.height)).toBeLessThanOrEqual(192)
      expect(Math.min(left.width, left.height)).toBeGreaterThanOrEqual(2)
    }
  })

  it('[C23] is revealed by two only', () => {
    expect(isRevealed({ mine: true, theirs: true })).toBe(true)
    expect(isRevealed({ mine: false, theirs: true })).toBe(false)
    expect(isRevealed({ mine: true, theirs: false })).toBe(false)
  })
})
