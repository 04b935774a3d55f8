import { codeOf, meetingOf, readCode } from '../../web/chat/meeting.ts'
import { createSeal, createSealingKeys } from '../../web/chat/sealed.ts'
import { threeWords, WORDS } from '../../web/chat/threeWords.ts'

const PAIR = 'p'.repeat(22)

/** The same secret, as each of two who were introduced to each other derives it. */
async function secretsOf(purpose: string) {
  const [one, other] = [await createSealingKeys(), await createSealingKeys()]
  const seals = [
    await createSeal(one, other.publicKey, PAIR, 'offer'),
    await createSeal(other, one.publicKey, PAIR, 'answer'),
  ] as const
  return [await seals[0].derive(purpose), await seals[1].derive(purpose), seals[0]] as const
}

describe('two who want to meet again', () => {
  it('[C29] have the same three words and the same token, and nobody else has', async () => {
    const [mine, theirs] = await secretsOf('meet again')
    const [others] = await secretsOf('meet again')
    const code = await codeOf(mine)
    expect(code).toBe(await codeOf(theirs))
    expect(code).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/)
    expect(await meetingOf(mine, code)).toEqual(await meetingOf(theirs, code))
    const { token, salt } = await meetingOf(mine, code)
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    // Whoever knows the words alone, or the secret alone, comes to another place.
    for (const wrong of [
      await meetingOf(others, code),
      await meetingOf(mine, 'acid acid acid'),
      await meetingOf(mine),
    ]) {
      expect(wrong.token).not.toBe(token)
      expect(wrong.salt).not.toEqual(salt)
    }
  })

  it('[C27] [C29] have another secret for each purpose, none of them a token of a rebuild', async () => {
    const [undo, , seal] = await secretsOf('undo')
    const again = await seal.derive('meet again')
    const tokens = [
      await seal.meetToken(),
      (await meetingOf(undo)).token,
      (await meetingOf(again)).token,
    ]
    expect(new Set(tokens).size).toBe(3)
    expect(await seal.meetSalt()).not.toEqual((await meetingOf(undo)).salt)
  })
})

describe('three words', () => {
  it('[C29] come from 2048 short ones, each once', () => {
    expect(WORDS).toHaveLength(2_048)
    expect(new Set(WORDS).size).toBe(2_048)
    for (const word of WORDS) expect(word).toMatch(/^[a-z]{3,8}$/)
  })

  it('[C29] take eleven bits each', () => {
    const name = (...at: number[]) => at.map((index) => WORDS[index]).join(' ')
    expect(threeWords(Uint8Array.of(0, 0, 0, 0, 0))).toBe(name(0, 0, 0))
    expect(threeWords(Uint8Array.of(255, 255, 255, 255, 255))).toBe(name(2_047, 2_047, 2_047))
    expect(threeWords(Uint8Array.of(0, 0, 0, 0, 1))).toBe(name(1, 0, 0))
    expect(threeWords(Uint8Array.of(0, 0, 0, 8, 0))).toBe(name(0, 1, 0))
    expect(threeWords(Uint8Array.of(0, 0, 64, 0, 0))).toBe(name(0, 0, 1))
  })

  it.each(['apple river stone', ' Apple, RIVER  stone.', 'apple-river-stone'])(
    '[C29] are read however they are written: %s',
    (typed) => expect(readCode(typed)).toBe('apple river stone'),
  )
})
