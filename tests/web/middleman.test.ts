/** What a middleman can gain from the check, over a thousand fixed nonces of everybody. */
import { createHash } from 'node:crypto'
import type { Role } from '../../signaling/protocol.ts'
import {
  createVerification,
  type Bound,
  type Verdict,
  type VerifyMessage,
} from '../../web/chat/verify.ts'

/** 32 bytes that depend on nothing but their name, so that the thousand are the same each time. */
const bytes = (name: string) => new Uint8Array(createHash('sha256').update(name).digest())
const base64 = (content: Uint8Array) => Buffer.from(content).toString('base64url')

/** What a check between two of those who take part is bound to, the offerer first. */
const between = (offerer: string, answerer: string): Bound => ({
  certificates: [bytes(`certificate ${offerer}`), bytes(`certificate ${answerer}`)],
  keys: [base64(bytes(`key ${offerer}`)), base64(bytes(`key ${answerer}`))],
})

function createSide(role: Role, bound: Bound, nonce: Uint8Array) {
  const sent: VerifyMessage[] = []
  const verdicts: Verdict[] = []
  const run = createVerification(
    role,
    bound,
    false,
    (message) => sent.push(message),
    (verdict) => verdicts.push(verdict),
    () => nonce,
  )
  return {
    run,
    verdicts,
    symbols: () => (verdicts[0]?.type === 'symbols' ? verdicts[0].symbols : null),
    /** Takes all that the other has not had of it. */
    said: () => sent.splice(0),
  }
}
type Side = ReturnType<typeof createSide>

async function hear(listener: Side, speaker: Side): Promise<void> {
  for (const message of speaker.said()) await listener.run.take(message)
}

async function check(offerer: Side, answerer: Side): Promise<void> {
  await offerer.run.begin()
  await hear(answerer, offerer)
  await hear(offerer, answerer)
  await hear(answerer, offerer)
}

const MEETINGS = Array.from({ length: 1_000 }, (_, number) => number)

it('[P11] a middleman who checks with each shows them other symbols, in all of a thousand meetings', async () => {
  let same = 0
  for (const number of MEETINGS) {
    const victim = (name: string) => bytes(`nonce ${number} ${name}`)
    const first = createSide('offer', between('A', `M ${number}`), victim('A'))
    const second = createSide('answer', between(`N ${number}`, 'B'), victim('B'))
    // He may choose the same nonce for both, or another.
    const toFirst = createSide('answer', between('A', `M ${number}`), victim('M'))
    const toSecond = createSide(
      'offer',
      between(`N ${number}`, 'B'),
      victim(number % 2 === 0 ? 'M' : 'N'),
    )
    await check(first, toFirst)
    await check(toSecond, second)
    expect([first.verdicts.length, second.verdicts.length]).toEqual([1, 1])
    expect(toFirst.symbols()).toEqual(first.symbols())
    expect(toSecond.symbols()).toEqual(second.symbols())
    if (String(first.symbols()) === String(second.symbols())) same += 1
  }
  // By chance that is one of them in 16,777 such tests; these nonces are none of those.
  expect(same).toBe(0)
})

it('[P11] a middleman who passes the check on is verified by none of a thousand', async () => {
  for (const number of MEETINGS) {
    const first = createSide('offer', between('A', 'M'), bytes(`nonce ${number} A`))
    const second = createSide('answer', between('N', 'B'), bytes(`nonce ${number} B`))
    await check(first, second)
    expect(second.verdicts).toEqual([{ type: 'failed' }])
  }
})

describe('a middleman who has seen what the first sees', () => {
  const wanted = 5
  const bound = between('N', 'B')
  const honest = bytes('nonce of the second')

  /** Whether a nonce of his would make the second see what is wanted, in the first of four places. */
  async function wouldShow(nonce: Uint8Array): Promise<boolean> {
    const [own, imagined] = [createSide('offer', bound, nonce), createSide('answer', bound, honest)]
    await check(own, imagined)
    return own.symbols()?.[0] === wanted
  }

  /** A sixty-fourth of all nonces will do; for four places it is one in 16 million, no more. */
  async function search(): Promise<Uint8Array> {
    for (let tries = 0; tries < 10_000; tries += 1)
      if (await wouldShow(bytes(`try ${tries}`))) return bytes(`try ${tries}`)
    throw new Error('no nonce shows it')
  }

  it('[P11] finds a nonce that would show it to the second, too late', async () => {
    const second = createSide('answer', bound, honest)
    const own = createSide('offer', bound, bytes('nonce he committed to'))
    await own.run.begin()
    await hear(second, own)
    // Only now he knows the nonce that he searches with.
    expect(second.said()).toEqual([
      { type: 'verify', step: 'nonce', nonce: base64(honest), known: false },
    ])
    const found = await search()
    await second.run.take({ type: 'verify', step: 'reveal', nonce: base64(found) })
    expect(second.verdicts).toEqual([{ type: 'failed' }])
  })

  it('[P11] would have it with a commitment to that nonce, so it is the commitment that stops him', async () => {
    const second = createSide('answer', bound, honest)
    await check(createSide('offer', bound, await search()), second)
    expect(second.symbols()?.[0]).toBe(wanted)
  })
})
