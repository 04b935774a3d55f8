import { isForFigures } from '../../web/chat/escape.ts'
import {
  countersOf,
  FIRST_GAUGE,
  gauge,
  isVoice,
  measure,
  qualityOf,
  type Measure,
} from '../../web/chat/quality.ts'

const CALM: Measure = {
  rtt: 40,
  lossIn: 0,
  lossOut: 0,
  rateIn: 1e6,
  rateOut: 1e6,
  capacity: null,
  loudness: 0,
}

/** A second of a call as a browser tells it; Firefox has no transport and no capacity. */
function reports(second: number, isFirefox = false) {
  return [
    ...(isFirefox ? [] : [{ type: 'transport', id: 'T', selectedCandidatePairId: 'P' }]),
    {
      type: 'candidate-pair',
      id: 'P',
      state: 'succeeded',
      nominated: true,
      ...(!isFirefox && { currentRoundTripTime: 0.05, availableOutgoingBitrate: 2e6 }),
    },
    { type: 'candidate-pair', id: 'Q', state: 'failed', currentRoundTripTime: 9 },
    {
      type: 'inbound-rtp',
      kind: 'audio',
      bytesReceived: 5_000 * second,
      packetsReceived: 50 * second,
      packetsLost: 0,
      totalAudioEnergy: 0.04 * second,
      totalSamplesDuration: second,
    },
    {
      type: 'inbound-rtp',
      kind: 'video',
      bytesReceived: 120_000 * second,
      packetsReceived: 40 * second,
      packetsLost: 10 * second,
    },
    { type: 'outbound-rtp', kind: 'video', bytesSent: 125_000 * second, packetsSent: 100 * second },
    { type: 'remote-inbound-rtp', kind: 'video', packetsLost: 2 * second, roundTripTime: 0.07 },
  ]
}

describe('one second of a connection', () => {
  it.each([
    ['Chromium', false, 50, 2e6],
    ['Firefox', true, 70, null],
  ] as const)('[C16] is measured in %s', (_, isFirefox, rtt, capacity) => {
    const measured = measure(
      countersOf(reports(3, isFirefox), 3_000),
      countersOf(reports(5, isFirefox), 5_000),
    )
    expect(measured).toEqual({
      rtt: expect.closeTo(rtt, 6) as number,
      lossIn: expect.closeTo(0.1, 6) as number,
      lossOut: expect.closeTo(0.02, 6) as number,
      rateIn: 1_000_000,
      rateOut: 1_000_000,
      capacity,
      loudness: expect.closeTo(0.2, 6) as number,
    })
  })

  it('[C16] is not measured across two connections, or within no time', () => {
    const [early, late] = [countersOf(reports(2), 2_000), countersOf(reports(9), 9_000)]
    expect(measure(late, { ...early, at: 10_000 })).toBeNull()
    expect(measure(early, { ...late, at: early.at })).toBeNull()
  })

  it('[C3] has shares and a loudness between nothing and all, whatever the stranger reports', () => {
    const before = countersOf(reports(2), 2_000)
    for (const lost of [-1e9, 1e9, Number.NaN, Infinity]) {
      const told = reports(3).map((report) =>
        report.type === 'remote-inbound-rtp' ? { ...report, packetsLost: lost } : report,
      )
      const measured = measure(before, countersOf(told, 3_000))
      expect(measured?.lossOut).toBeGreaterThanOrEqual(0)
      expect(measured?.lossOut).toBeLessThanOrEqual(1)
    }
  })

  it('[C16] has no loss where nothing was due, and nothing known where there is nothing', () => {
    const nothing = countersOf([], 0)
    expect(measure(nothing, { ...nothing, at: 1_000 })).toEqual({
      rtt: null,
      lossIn: null,
      lossOut: null,
      rateIn: 0,
      rateOut: 0,
      capacity: null,
      loudness: 0,
    })
  })
})

describe('the badge', () => {
  const levels = (measures: readonly Partial<Measure>[]) => {
    let state = FIRST_GAUGE
    return measures.map((part) => {
      state = gauge(state, { ...CALM, ...part })
      return state.level
    })
  }

  it.each([
    ['loss of what comes', { lossIn: 0.06 }],
    ['loss of what goes', { lossOut: 0.2 }],
    ['a long way', { rtt: 600 }],
  ])('[C16] turns weak by %s after two seconds, and good again after four', (_, trouble) => {
    expect(levels([{}, trouble, trouble, {}, {}, {}, {}])).toEqual([
      'good',
      'good',
      'weak',
      'weak',
      'weak',
      'weak',
      'good',
    ])
  })

  it('[C16] does not flicker on a link that is bad every other second', () => {
    const seconds = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? { lossIn: 0.5 } : {}))
    expect(new Set(levels(seconds))).toEqual(new Set(['good']))
  })

  it('[C16] says the worse of the two directions', () => {
    const said = qualityOf(FIRST_GAUGE, { ...CALM, lossIn: 0.01, lossOut: 0.02 })
    expect(said).toEqual({ level: 'good', rtt: 40, rateIn: 1e6, rateOut: 1e6, loss: 0.02 })
    expect(qualityOf(FIRST_GAUGE, { ...CALM, lossIn: null, lossOut: null }).loss).toBeNull()
  })
})

it('[C16] hears a voice, and not the noise of a room', () => {
  expect([0, 0.005, 0.05, 0.9].map((loudness) => isVoice({ ...CALM, loudness }))).toEqual([
    false,
    false,
    true,
    true,
  ])
})

it.each([
  ['Escape', 'visible', true],
  ['Escape', 'hidden', false],
  ['n', 'visible', false],
] as const)(
  '[C15] [C34] %s over numbers that are %s is theirs: %s, in browsers of any age',
  (key, visibility, isTheirs) => {
    const getComputedStyle = jest.fn(() => ({ visibility }))
    Object.assign(globalThis, { getComputedStyle })
    // Without `checkVisibility`, as older browsers are, or with one that looks at less.
    for (const figures of [{}, { checkVisibility: () => true }])
      expect(isForFigures(key, figures as Element)).toBe(isTheirs)
    expect(isForFigures(key, null)).toBe(false)
    expect(getComputedStyle).toHaveBeenCalledTimes(key === 'Escape' ? 2 : 0)
    Reflect.deleteProperty(globalThis, 'getComputedStyle')
  },
)
