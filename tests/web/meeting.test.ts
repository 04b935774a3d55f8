import {
  KEY_NAME_LENGTH,
  parseClientMessage,
  type ClientMessage,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import { codeOf, meetingOf, readCode } from '../../web/chat/meeting.ts'
import { createRenewing } from '../../web/chat/renewing.ts'
import { createSeal, createSealingKeys, type Seal } from '../../web/chat/sealed.ts'
import { SERVER_EXAMPLES } from '../signaling/protocolExamples.ts'
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

describe('two whose server was restarted during their call', () => {
  const FORGOTTEN: ServerMessage = { type: 'kept', known: false }
  const MISSED: ServerMessage = { type: 'partnerLeft', why: 'missed' }
  async function sealsOf(): Promise<readonly [Promise<Seal>, Promise<Seal>]> {
    const [one, other] = [await createSealingKeys(), await createSealingKeys()]
    return [
      createSeal(one, other.publicKey, PAIR, 'offer'),
      createSeal(other, one.publicKey, PAIR, 'answer'),
    ]
  }
  /** A page in a call, and what it says; `calls.live` is the seal of that call. */
  function pageOf(seal: Promise<Seal>) {
    const sent: Extract<ClientMessage, { type: 'meet' }>[] = []
    /** What it asks with, which other threads make, in any order. */
    const made: Promise<unknown>[] = []
    const watched = seal.then((own): Seal => {
      const derive: Seal['derive'] = (...arguments_) => {
        const bytes = own.derive(...arguments_)
        made.push(bytes)
        return bytes
      }
      return { ...own, derive }
    })
    const calls: { live: Promise<Seal> | null } = { live: watched }
    const renewing = createRenewing((message) => {
      if (message.type === 'meet') sent.push(message)
      return true
    })
    async function hear(message: ServerMessage): Promise<string | null> {
      const token = renewing.hear(message, () => calls.live)
      await watched
      await Promise.all(made)
      return token
    }
    return { ...renewing, sent, made, calls, hear }
  }
  const matchOf = (answers: string, key: string): ServerMessage => ({
    ...SERVER_EXAMPLES.matched,
    answers: answers.slice(0, KEY_NAME_LENGTH),
    key,
  })

  it('[P9] [C4] come to the same place there, which leads to no call, and take the new token once', async () => {
    const [one, other] = (await sealsOf()).map(pageOf)
    if (one === undefined || other === undefined) throw new Error('there are two')
    for (const page of [one, other]) expect(await page.hear(FORGOTTEN)).toBeNull()
    const [mine, theirs] = [one.sent[0], other.sent[0]]
    if (mine === undefined || theirs === undefined) throw new Error('nobody has asked')
    expect(mine.token).toBe(theirs.token)
    expect(parseClientMessage(JSON.stringify(mine))).toEqual(mine)
    // The place of a connection that is made anew is another.
    expect(mine.token).not.toBe(await (await one.calls.live)?.meetToken())
    expect(await one.hear(matchOf(theirs.key, mine.key))).toBeNull()
    const match = matchOf(mine.key, theirs.key)
    expect(await one.hear(match)).toBe(SERVER_EXAMPLES.matched.report)
    expect(await one.hear(match)).toBeNull()
    expect([one.sent.length, other.sent.length]).toEqual([1, 1])
    // Under its new name the call ends until it has another connection.
    const { pair } = SERVER_EXAMPLES.matched
    const left: ServerMessage = { type: 'partnerLeft', why: 'left', pair }
    expect(one.understand(left)).toEqual({ type: 'partnerLeft', why: 'left' })
    for (const said of [match, MISSED, { ...left, pair: 'x'.repeat(22) }])
      expect(one.understand(said)).toBe(said)
    one.stop()
    expect(one.understand(left)).toBe(left)
  })

  it('[P9] ask three times, and again when a page meets only its own socket of before', async () => {
    const [seal] = await sealsOf()
    const { sent, hear } = pageOf(seal)
    await hear({ type: 'kept', known: true })
    await hear(MISSED)
    expect(sent).toEqual([])
    await hear(FORGOTTEN)
    await hear(MISSED)
    const [first, second] = sent
    expect(await hear(matchOf(second?.key ?? '', first?.key ?? ''))).toBeNull()
    expect(sent).toHaveLength(3)
    await hear(MISSED)
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3)
  })

  it('[C4] ask for nothing in the place of a connection that is made anew, or after the end', async () => {
    const [seal] = await sealsOf()
    const { sent, made, calls, hear, stop } = pageOf(seal)
    const { live } = calls
    calls.live = null
    await hear(FORGOTTEN)
    calls.live = live
    const asking = hear(FORGOTTEN)
    calls.live = null
    await asking
    calls.live = live
    const stopped = hear(FORGOTTEN)
    stop()
    await stopped
    expect([made.length, sent]).toEqual([2, []])
  })
})
