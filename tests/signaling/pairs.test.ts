/** What remains of a pair when it ends: what the one says of the other, and whether that counts. */
import type { Signal } from '../../radar/protocol.ts'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { NO_MEDIA_MS, REPORT_REASONS, type ReportReason } from '../../signaling/protocol.ts'
import { createWorld, settle, type Person, type WorldChange } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'
import { partyOf, strangerOf } from './parties.ts'

const { noPicture, reports } = DEFAULT_THRESHOLDS.evidence
const { noMedia, stop } = CLIENT_EXAMPLES
/** A call in which a picture had all the time to come. */
const LONG_MS = NO_MEDIA_MS + 1_000
/** The one that everybody else meets; a number stands for an address. */
const SUBJECT = partyOf(0)
const STEADY_MS = 15_000

function createStage(change: WorldChange = {}) {
  const world = createWorld(change)
  let names = 0

  /** These two and nobody else meet. */
  async function introduce(
    subject: Person,
    stranger: Person,
    { camera = true, strangersCamera = true } = {},
  ): Promise<void> {
    const interests = [`only ${(names += 1)}`]
    subject.find({ interests, camera })
    await settle()
    stranger.find({ interests, camera: strangersCamera })
    await settle()
    expect(stranger.last('matched').pair).toBe(subject.last('matched').pair)
  }

  return {
    ...world,
    introduce,
    /** What would be told to the radar, of anybody. */
    overflows(signal: Signal): string[] {
      return world.evidence
        .take(1_000)
        .flatMap((one) => (one.signal === signal ? [`${one.prefix} ${one.times}`] : []))
    },
    /** Partners one after the other, each from this network, who see no picture for so long. */
    async disappoint(
      subject: Person,
      networks: readonly number[],
      { camera = true, forMs = LONG_MS, complains = true } = {},
    ): Promise<void> {
      for (const network of networks) {
        const witness = world.arrive({ key: strangerOf(network) })
        await introduce(subject, witness, { camera, strangersCamera: false })
        world.pass(forMs)
        if (complains) witness.say(noMedia)
        witness.say(stop)
        witness.gone()
      }
    },
  }
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index)

describe('no picture', () => {
  const told = [`${SUBJECT.prefix} 1`]

  it('[R8] counts against who had declared a camera, by partners of different networks', async () => {
    const { arrive, disappoint, overflows } = createStage()
    const subject = arrive({ key: SUBJECT })
    await disappoint(subject, upTo(noPicture.least - 1))
    expect(overflows('noPicture')).toEqual([])
    await disappoint(subject, [99])
    expect(overflows('noPicture')).toEqual(told)
  })

  it.each([
    ['who had declared none', { camera: false }],
    ['before one could have come', { forMs: NO_MEDIA_MS - 1 }],
    ['of which nobody complains', { complains: false }],
  ])('[R8] says nothing of one %s', async (_name, change) => {
    const { arrive, disappoint, overflows } = createStage()
    const subject = arrive({ key: SUBJECT })
    await disappoint(subject, upTo(2 * noPicture.of), change)
    expect(overflows('noPicture')).toEqual([])
  })

  it('[R8] is what the very search has promised, not the one before', async () => {
    const { arrive, disappoint, overflows } = createStage()
    const subject = arrive({ key: SUBJECT })
    for (const network of upTo(noPicture.least - 1)) {
      await disappoint(subject, [network])
      await disappoint(subject, upTo(3, 100 * (network + 1)), { camera: false })
    }
    expect(overflows('noPicture')).toEqual([])
    await disappoint(subject, [99])
    expect(overflows('noPicture')).toEqual(told)
  })

  it('[R8] said by one network is one voice, however often it is said', async () => {
    const { arrive, disappoint, introduce, overflows, pass } = createStage()
    const subject = arrive({ key: SUBJECT })
    await disappoint(subject, [7, 7, 7, 7, 7, 7])
    const loud = arrive({ key: strangerOf(7) })
    await introduce(subject, loud, { strangersCamera: false })
    pass(LONG_MS)
    for (let times = 0; times < 50; times += 1) loud.say(noMedia)
    loud.say(stop)
    expect(overflows('noPicture')).toEqual([])
  })

  it('[R8] is outweighed by those who saw one', async () => {
    const { arrive, disappoint, overflows } = createStage()
    const subject = arrive({ key: SUBJECT })
    for (let round = 0; round < 10; round += 1) {
      await disappoint(subject, [2 * round])
      await disappoint(subject, [2 * round + 1], { complains: false })
    }
    expect(overflows('noPicture')).toEqual([])
  })

  it.each([
    ['is not said of the one met after that', false, []],
    ['can be said of one after the other', true, told],
  ])('[R8] %s', async (_name, complainsAgain, said) => {
    const { arrive, introduce, overflows, pass } = createStage()
    const subject = arrive({ key: SUBJECT })
    for (const network of upTo(noPicture.least)) {
      const witness = arrive({ key: strangerOf(network) })
      const another = arrive({ key: strangerOf(100 + network) })
      for (const [met, complains] of [
        [another, true],
        [subject, complainsAgain],
      ] as const) {
        await introduce(met, witness, { strangersCamera: false })
        pass(LONG_MS)
        if (complains) witness.say(noMedia)
        witness.say(stop)
      }
    }
    expect(overflows('noPicture')).toEqual(said)
  })

  it('[R8] is never about the one who complains', async () => {
    const { arrive, introduce, overflows, pass } = createStage()
    const complains = arrive({ key: SUBJECT })
    for (const network of upTo(6)) {
      const other = arrive({ key: strangerOf(network) })
      await introduce(complains, other, { strangersCamera: false })
      pass(LONG_MS)
      complains.say(noMedia)
      complains.say(stop)
      // Between two pairs there is nobody whom it could be about.
      complains.say(noMedia)
    }
    expect(overflows('noPicture')).toEqual([])
  })
})

describe('a report', () => {
  /** Strangers one after the other meet the subject and report him. */
  async function reportBy(
    stage: ReturnType<typeof createStage>,
    subject: Person,
    networks: readonly number[],
    reason: ReportReason,
    afterMs = 5_000,
  ): Promise<void> {
    for (const network of networks) {
      const reporter = stage.arrive({ key: strangerOf(network) })
      await stage.introduce(subject, reporter)
      stage.pass(afterMs)
      const { report: token } = reporter.last('matched')
      reporter.say({ type: 'report', token, reason })
      await settle()
      expect(reporter.last('reported').accepted).toBe(true)
      reporter.gone()
    }
  }

  it('[R23] about age is told at once, each time, and is no report of another kind', async () => {
    const stage = createStage()
    const subject = stage.arrive({ key: SUBJECT })
    await reportBy(stage, subject, [1], 'minor', 0)
    expect(stage.overflows('age')).toEqual([`${SUBJECT.prefix} 1`])
    await reportBy(stage, subject, upTo(20, 2), 'minor')
    expect(stage.evidence.take(10).map(({ signal, times }) => [signal, times])).toEqual([
      ['age', 20],
    ])
  })

  it.each(REPORT_REASONS.filter((reason) => reason !== 'minor'))(
    '[R8] of "%s" counts when enough partners from different networks say so',
    async (reason) => {
      const stage = createStage()
      const subject = stage.arrive({ key: SUBJECT })
      await reportBy(stage, subject, upTo(reports.least - 1), reason)
      // One more voice of a network that has spoken is none.
      await reportBy(stage, subject, [0, 1], reason)
      expect(stage.overflows('reports')).toEqual([])
      await reportBy(stage, subject, [99], reason)
      expect(stage.overflows('reports')).toEqual([`${SUBJECT.prefix} 1`])
    },
  )

  it('[R8] after a moment together counts for nothing', async () => {
    const stage = createStage()
    const subject = stage.arrive({ key: SUBJECT })
    await reportBy(stage, subject, upTo(30), 'sexual', reports.pairMs - 1)
    expect(stage.overflows('reports')).toEqual([])
  })

  it.each([
    ['who went on at once counts for nothing, however late it comes', true, 0],
    ['counts when the call outlived the socket of the one whom it is about', false, 1],
  ])('[R8] of somebody %s', async (_name, isClean, counted) => {
    const { arrive, introduce, overflows, pass } = createStage()
    for (const network of upTo(reports.least)) {
      const [subject, reporter] = [arrive({ key: SUBJECT }), arrive({ key: strangerOf(network) })]
      await introduce(subject, reporter)
      pass(reports.pairMs - 1)
      subject.gone(isClean)
      pass(30_000)
      const { report: token } = reporter.last('matched')
      reporter.say({ type: 'report', token, reason: 'sexual' })
      await settle()
      expect(reporter.last('reported').accepted).toBe(true)
    }
    expect(overflows('reports')).toHaveLength(counted)
  })

  it('[R8] from a network that is itself slowed down counts for nothing', async () => {
    const doubtful = new Set(upTo(30).map((network) => strangerOf(network).prefix))
    const stage = createStage({
      enforcer: { isThrottled: (prefix, _, steady) => steady === true && doubtful.has(prefix) },
    })
    const subject = stage.arrive({ key: SUBJECT })
    await reportBy(stage, subject, upTo(30), 'sexual')
    expect(stage.overflows('reports')).toEqual([])
    await reportBy(stage, subject, [100, 101, 102, 103, 104, 105, 106, 107, 108, 109], 'sexual')
    expect(stage.overflows('reports')).toHaveLength(1)
  })

  it('[R8] made up, or about somebody who was never met, counts for nothing', async () => {
    const { arrive, evidence } = createStage()
    arrive({ key: SUBJECT })
    for (const network of upTo(20)) {
      const liar = arrive({ key: strangerOf(network) })
      for (const reason of ['minor', 'sexual'] as const) {
        liar.say({ type: 'report', token: 'x'.repeat(22), reason })
        await settle()
        expect(liar.last('reported').accepted).toBe(false)
      }
    }
    expect(evidence.take(10)).toEqual([])
  })
})

describe('who talks for a while', () => {
  it.each([
    ['with somebody from elsewhere', strangerOf(1), STEADY_MS, true],
    ['not long enough', strangerOf(1), STEADY_MS - 1, false],
    ['with a neighbour', partyOf(1), STEADY_MS, false],
    ['with himself', SUBJECT, STEADY_MS, false],
  ])('[R6] %s', async (_name, other, forMs, isSteady) => {
    const { arrive, introduce, pass } = createStage()
    const pair = [arrive({ key: SUBJECT }), arrive({ key: other })] as const
    await introduce(...pair)
    pass(forMs)
    expect(pair.map(({ visitor }) => visitor.isSteady)).toEqual([false, false])
    pair[0].say(stop)
    expect(pair.map(({ visitor }) => visitor.isSteady)).toEqual([isSteady, isSteady])
  })
})
