/** How good a connection is, from one reading of its statistics to the next. Pure. */
import { pairInUse, type StatsReport } from './peerStats.ts'

/** What grows from one reading to the next, and what stands in the latest one. */
export interface Counters {
  /** Milliseconds, on any clock that only goes forward. */
  readonly at: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly packetsIn: number
  readonly lostIn: number
  readonly packetsOut: number
  readonly lostOut: number
  /** Of the stranger's voice: energy, and the seconds in which it came. */
  readonly energy: number
  readonly heard: number
  readonly rtt: number | null
  readonly capacity: number | null
}

/** What one second was like. */
export interface Measure {
  /** Milliseconds there and back; `null` while nobody has told. */
  readonly rtt: number | null
  /** Shares of packets, from 0 to 1; `null` when none were due. */
  readonly lossIn: number | null
  readonly lossOut: number | null
  /** Bits per second. */
  readonly rateIn: number
  readonly rateOut: number
  /** What the browser believes there is room for, in bits per second; Firefox does not say. */
  readonly capacity: number | null
  /** How loud the stranger was, from 0 to 1. */
  readonly loudness: number
}

export type Level = 'good' | 'weak' | 'lost'

/** What the badge says. */
export interface Quality extends Pick<Measure, 'rtt' | 'rateIn' | 'rateOut'> {
  readonly level: Level
  /** The worse of the two directions, from 0 to 1. */
  readonly loss: number | null
}

const WEAK_LOSS = 0.05
const WEAK_RTT_MS = 500
/** A level changes when so many seconds agree: at once for the worse would flicker. */
const SECONDS_TO_WEAK = 2
const SECONDS_TO_GOOD = 4
/** Louder than the noise of a quiet room. */
const VOICE = 0.01

function number(report: StatsReport | undefined, name: string): number {
  const value = report?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
const sum = (reports: readonly StatsReport[], name: string): number =>
  reports.reduce((total, report) => total + number(report, name), 0)

/** Seconds of the first report that has them, in milliseconds. */
function seconds(reports: readonly StatsReport[], name: string): number | null {
  const found = reports.find((report) => number(report, name) > 0)
  return found === undefined ? null : number(found, name) * 1_000
}

/** @param at when they were read, in milliseconds */
export function countersOf(reports: readonly StatsReport[], at: number): Counters {
  const of = (type: string) => reports.filter((report) => report['type'] === type)
  const inbound = of('inbound-rtp')
  const outbound = of('outbound-rtp')
  const told = of('remote-inbound-rtp')
  const pair = pairInUse(reports)
  const voice = inbound.filter(({ kind }) => kind === 'audio')
  const capacity = number(pair, 'availableOutgoingBitrate')
  return {
    at,
    bytesIn: sum(inbound, 'bytesReceived'),
    bytesOut: sum(outbound, 'bytesSent'),
    packetsIn: sum(inbound, 'packetsReceived'),
    lostIn: sum(inbound, 'packetsLost'),
    packetsOut: sum(outbound, 'packetsSent'),
    lostOut: sum(told, 'packetsLost'),
    energy: sum(voice, 'totalAudioEnergy'),
    heard: sum(voice, 'totalSamplesDuration'),
    rtt:
      seconds([...(pair === undefined ? [] : [pair]), ...told], 'currentRoundTripTime') ??
      seconds(told, 'roundTripTime'),
    capacity: capacity > 0 ? capacity : null,
  }
}

/** A share of what was due; counters of a stranger may go backwards, shares do not. */
function share(lost: number, due: number): number | null {
  return due <= 0 ? null : Math.min(1, Math.max(0, lost / due))
}

/** @returns `null` when no time has passed, or the counters are of another connection */
export function measure(before: Counters, after: Counters): Measure | null {
  const elapsed = (after.at - before.at) / 1_000
  const rise = (name: 'bytesIn' | 'bytesOut' | 'packetsIn' | 'packetsOut' | 'energy' | 'heard') =>
    after[name] - before[name]
  if (elapsed <= 0 || rise('bytesIn') < 0 || rise('bytesOut') < 0) return null
  const lostIn = after.lostIn - before.lostIn
  const heard = rise('heard')
  return {
    rtt: after.rtt,
    lossIn: share(lostIn, rise('packetsIn') + Math.max(0, lostIn)),
    lossOut: share(after.lostOut - before.lostOut, rise('packetsOut')),
    rateIn: (rise('bytesIn') * 8) / elapsed,
    rateOut: (rise('bytesOut') * 8) / elapsed,
    capacity: after.capacity,
    loudness: heard > 0 ? Math.min(1, Math.sqrt(Math.max(0, rise('energy')) / heard)) : 0,
  }
}

export interface Gauge {
  readonly level: Level
  /** Seconds that have spoken for the other level, one after the other. */
  readonly against: number
}
export const FIRST_GAUGE: Gauge = { level: 'good', against: 0 }

const worse = ({ lossIn, lossOut }: Measure): number | null =>
  lossIn === null && lossOut === null ? null : Math.max(lossIn ?? 0, lossOut ?? 0)

/** Takes one second into account. */
export function gauge(state: Gauge, measured: Measure): Gauge {
  const isWeak = (worse(measured) ?? 0) >= WEAK_LOSS || (measured.rtt ?? 0) >= WEAK_RTT_MS
  const said: Level = isWeak ? 'weak' : 'good'
  if (said === state.level) return { level: said, against: 0 }
  const against = state.against + 1
  const enough = isWeak ? SECONDS_TO_WEAK : SECONDS_TO_GOOD
  return against >= enough ? { level: said, against: 0 } : { level: state.level, against }
}

export function qualityOf({ level }: Gauge, measured: Measure): Quality {
  const { rtt, rateIn, rateOut } = measured
  return { level, rtt, rateIn, rateOut, loss: worse(measured) }
}

export const isVoice = ({ loudness }: Measure): boolean => loudness > VOICE
