import * as fc from 'fast-check'
import { SYMBOLS } from '../../web/chat/symbols.ts'
import {
  createVerification,
  parseVerifyMessage,
  SYMBOLS_MAX,
  type Bound,
  type Verdict,
  type VerifyMessage,
} from '../../web/chat/verify.ts'

const bytes = (seed: number) => new Uint8Array(32).fill(seed)
const KEYS: Bound['keys'] = ['a'.repeat(87), 'b'.repeat(87)]
const bound = (a: number, b: number, keys = KEYS): Bound => ({
  certificates: [bytes(a), bytes(b)],
  keys,
})

/** One side of a check, with all it sends and finds. */
function side(role: 'offer' | 'answer', what: Bound, { known = false, seed = 0 } = {}) {
  const sent: VerifyMessage[] = []
  const verdicts: Verdict[] = []
  const run = createVerification(
    role,
    what,
    known,
    (message) => sent.push(message),
    (verdict) => verdicts.push(verdict),
    seed === 0 ? undefined : () => bytes(seed),
  )
  return { run, sent, verdicts, said: (place: number) => sent[place] as VerifyMessage }
}
type Side = ReturnType<typeof side>

/** Lets two sides talk; what `between` makes of each message arrives. */
async function talk(a: Side, b: Side, between = (message: VerifyMessage) => [message]) {
  await a.run.begin()
  const read = new Map([
    [a, 0],
    [b, 0],
  ])
  for (let turn = 0; turn < 8; turn += 1)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const unread = from.sent.slice(read.get(from))
      read.set(from, from.sent.length)
      for (const message of unread) for (const passed of between(message)) await to.run.take(passed)
    }
}

const symbolsOf = ({ verdicts }: Side) =>
  verdicts[0]?.type === 'symbols' ? verdicts[0].symbols : null

describe('two with nobody between them', () => {
  it('[P11] see the same four symbols out of 64', async () => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
    await talk(a, b)
    expect(symbolsOf(a)).toEqual(symbolsOf(b))
    expect(symbolsOf(a)).toHaveLength(4)
    expect([a.verdicts.length, b.verdicts.length]).toEqual([1, 1])
    expect(a.sent.map(({ step }) => step)).toEqual(['commit', 'reveal'])
    expect(b.sent.map(({ step }) => step)).toEqual(['nonce'])
  })

  it('[P11] see others each time', async () => {
    const seen = new Set<string>()
    for (let times = 0; times < 200; times += 1) {
      const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
      await talk(a, b)
      seen.add(String(symbolsOf(a)))
    }
    expect(seen.size).toBe(200)
    const each = new Set([...seen].flatMap((text) => text.split(',').map(Number)))
    expect(Math.max(...each)).toBeLessThan(SYMBOLS_MAX)
    // All 24 bits are in use: 800 draws leave out none of 64, but once in 5,000 runs.
    expect(each.size).toBeGreaterThan(60)
  })

  it('[P11] keep what they had on a rebuilt connection, and only if both had it', async () => {
    for (const [one, other] of [
      [true, true],
      [true, false],
      [false, true],
    ] as const) {
      const a = side('offer', bound(1, 2), { known: one })
      const b = side('answer', bound(1, 2), { known: other })
      await talk(a, b)
      const types = [a, b].map(({ verdicts }) => verdicts.map(({ type }) => type).join())
      expect(types).toEqual(one && other ? ['kept', 'kept'] : ['symbols', 'symbols'])
      expect(symbolsOf(a)).toEqual(symbolsOf(b))
    }
  })
})

describe('somebody between them', () => {
  it('[P11] makes them see different symbols, in a thousand tries of a thousand', async () => {
    let same = 0
    for (let times = 0; times < 1_000; times += 1) {
      const [a, b] = [side('offer', bound(1, 9)), side('answer', bound(8, 2))]
      const [toA, toB] = [side('answer', bound(1, 9)), side('offer', bound(8, 2))]
      await Promise.all([talk(a, toA), talk(toB, b)])
      if (String(symbolsOf(a)) === String(symbolsOf(b))) same += 1
    }
    expect(same).toBe(0)
  })

  it('[P11] who passes messages on gets no verdict out of either', async () => {
    const [a, b] = [side('offer', bound(1, 9)), side('answer', bound(8, 2))]
    await talk(a, b)
    expect(symbolsOf(b)).toBeNull()
    expect(b.verdicts).toEqual([{ type: 'failed' }])
  })

  it.each([
    ['a certificate', bound(1, 3), KEYS],
    ['a sealing key', bound(1, 2, ['a'.repeat(87), 'c'.repeat(87)]), KEYS],
    ['the order of the certificates', bound(2, 1), KEYS],
    ['the order of the keys', bound(1, 2, ['b'.repeat(87), 'a'.repeat(87)]), KEYS],
  ])('[P11] who swaps %s is seen', async (_, other) => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', other)]
    await talk(a, b)
    expect(b.verdicts).toEqual([{ type: 'failed' }])
  })
})

describe('a check', () => {
  const nonce = (text: string): VerifyMessage => ({
    type: 'verify',
    step: 'nonce',
    nonce: text.repeat(43),
    known: false,
  })
  const reveal = (text: string): VerifyMessage => ({
    type: 'verify',
    step: 'reveal',
    nonce: text.repeat(43),
  })

  it('[P11] fails when the nonce comes before the commitment has gone', async () => {
    const a = side('offer', bound(1, 2))
    await a.run.take(nonce('x'))
    await a.run.begin()
    expect(a.verdicts).toEqual([{ type: 'failed' }])
    expect(a.sent).toEqual([])
  })

  it('[P11] fails when what is revealed is not what was committed to', async () => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
    await talk(a, b, (message) => (message.step === 'reveal' ? [reveal('x')] : [message]))
    expect(b.verdicts).toEqual([{ type: 'failed' }])
  })

  it('[P11] fails when a commitment is replaced', async () => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
    const other = { type: 'verify', step: 'commit', hash: 'y'.repeat(43), known: false } as const
    await talk(a, b, (message) => (message.step === 'commit' ? [other] : [message]))
    expect(b.verdicts).toEqual([{ type: 'failed' }])
  })

  it.each(['commit', 'nonce'] as const)('[P11] fails when %s comes twice', async (step) => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
    await a.run.begin()
    if (step === 'commit') {
      await b.run.take(a.said(0))
      await b.run.take(a.said(0))
      expect(b.verdicts).toEqual([{ type: 'failed' }])
      return
    }
    await b.run.take(a.said(0))
    await b.run.take(b.said(0))
    expect(b.verdicts).toEqual([{ type: 'failed' }])
  })

  it('[P11] fails when one’s own nonce comes back', async () => {
    const a = side('offer', bound(1, 2), { seed: 7 })
    await a.run.begin()
    await a.run.take({ ...nonce('x'), nonce: Buffer.from(bytes(7)).toString('base64url') } as never)
    expect(a.verdicts).toEqual([{ type: 'failed' }])
    expect(a.sent).toHaveLength(1)
  })

  it('[P11] reveals nothing before it has the other nonce, and nothing to who has none', async () => {
    const a = side('offer', bound(1, 2))
    await a.run.begin()
    await a.run.take(reveal('x'))
    expect(a.verdicts).toEqual([{ type: 'failed' }])
    expect(a.sent.map(({ step }) => step)).toEqual(['commit'])
  })

  it('[P11] that is late has failed, and stays so', async () => {
    const [a, b] = [side('offer', bound(1, 2)), side('answer', bound(1, 2))]
    await a.run.begin()
    a.run.expire()
    await b.run.take(a.said(0))
    await a.run.take(b.said(0))
    expect(a.verdicts).toEqual([{ type: 'failed' }])
  })

  it('[P11] ends once, whatever comes in whatever order', async () => {
    const letter = fc.constantFrom('x', 'y')
    const any = fc.oneof(
      letter.map(nonce),
      letter.map(reveal),
      fc.record({
        type: fc.constant('verify' as const),
        step: fc.constant('commit' as const),
        hash: letter.map((text) => text.repeat(43)),
        known: fc.boolean(),
      }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('offer', 'answer'),
        fc.array(any),
        async (role, messages) => {
          const one = side(role as 'offer', bound(1, 2), { known: true })
          await one.run.begin()
          await Promise.all(messages.map((message) => one.run.take(message)))
          one.run.expire()
          expect(one.verdicts).toHaveLength(1)
          // Nobody gets an answerer's symbols without the nonce that he was committed to.
          if (role === 'answer') expect(symbolsOf(one)).toBeNull()
        },
      ),
    )
  })

  it.each([
    '',
    '{}',
    'null',
    '{"type":"verify"}',
    '{"type":"verify","step":"reveal","nonce":"short"}',
    `{"type":"verify","step":"reveal","nonce":"${'x'.repeat(43)}","more":1}`,
    `{"type":"verify","step":"nonce","nonce":"${'x'.repeat(43)}"}`,
    `{"type":"verify","step":"reveal","nonce":"${'x'.repeat(42)}!"}`,
    `{"type":"verify","step":"reveal","nonce":"${'x'.repeat(400)}"}`,
  ])('[C3] reads no message from %s', (text) => {
    expect(parseVerifyMessage(text)).toBeNull()
  })
})

describe('the symbols', () => {
  it('[P11] are 64, all different', () => {
    expect(new Set(SYMBOLS).size).toBe(SYMBOLS_MAX)
    expect(SYMBOLS).toHaveLength(SYMBOLS_MAX)
  })
})
