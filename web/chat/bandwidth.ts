/**
 * How large a picture the link carries. Pure.
 *
 * A ladder from "no picture" to the best one. The voice comes first: its share is set aside, and
 * the picture takes steps of what is left, down as far as it has to at once, up one at a time.
 */

/** What one second said of the way out. */
export interface Reading {
  /** Milliseconds, on any clock that only goes forward. */
  readonly at: number
  /** Bits per second there is room for, as the browser measured; `null` where it does not say. */
  readonly capacity: number | null
  /** Bits per second of voice and picture that were sent. */
  readonly sent: number
  /** Share of our packets that were lost, from 0 to 1. */
  readonly loss: number | null
  /** Milliseconds there and back. */
  readonly rtt: number | null
}

/** One picture: lines, pictures and bits per second. */
export interface Rung {
  readonly height: number
  readonly frameRate: number
  readonly bitrate: number
}

/** A voice with its redundancy and headers. */
export const VOICE_BITRATE = 70_000

/**
 * Each step takes less than 1.35 times the one below, and a little: a browser that sends one rung
 * finds room for half as much again, of which it may use nine tenths, so it always sees the next.
 */
export const CAMERA_LADDER: readonly Rung[] = [
  { height: 180, frameRate: 8, bitrate: 90_000 },
  { height: 180, frameRate: 15, bitrate: 140_000 },
  { height: 240, frameRate: 20, bitrate: 210_000 },
  { height: 360, frameRate: 15, bitrate: 305_000 },
  { height: 360, frameRate: 20, bitrate: 430_000 },
  { height: 360, frameRate: 30, bitrate: 600_000 },
  { height: 480, frameRate: 30, bitrate: 830_000 },
  { height: 540, frameRate: 30, bitrate: 1_140_000 },
  { height: 720, frameRate: 30, bitrate: 1_560_000 },
  { height: 720, frameRate: 30, bitrate: 2_130_000 },
]

/** A screen is read: it keeps its lines, and moves less. */
const SCREEN_SHAPES = [
  [720, 2],
  [720, 3],
  [1080, 4],
  [1080, 5],
  [1080, 6],
  [1080, 8],
  [1080, 10],
  [1080, 15],
  [1080, 20],
  [1080, 30],
] as const
export const SCREEN_LADDER: readonly Rung[] = SCREEN_SHAPES.map(([height, frameRate], at) => ({
  height,
  frameRate,
  bitrate: CAMERA_LADDER[at]?.bitrate ?? 0,
}))

/** The highest rung under data saver, the visitor's or the stranger's. */
export const SAVING_RUNG = 2

export interface Bandwidth {
  /** Place on the ladder; -1 is no picture. */
  readonly rung: number
  readonly beganAt: number | null
  /** Since when nothing has spoken against a higher rung. */
  readonly calmSince: number | null
  /** Since when not even the lowest rung has had room. */
  readonly starvedSince: number | null
  /** A rung that could not be held, and how long the calm lasts before it is tried again. */
  readonly ceiling: number
  readonly patience: number
  /** Share of packets lost, evened out: the stranger tells of them in lumps. */
  readonly loss: number
  /** When the last step up was taken, unless a step down has come since. */
  readonly climbedAt: number | null
  /** Bits per second there was room for when that step was taken. */
  readonly climbedFrom: number | null
  /** The quickest way there and back so far: what comes on top of it is a queue. */
  readonly bestRtt: number | null
}

/** Good enough to be seen well, and small enough for most links. */
const FIRST_RUNG = 6
/** A browser's first guesses are far too low; it needs about this long to find out. */
const WARM_UP_MS = 4_000
/** Part of the measured room that is used: the rest keeps the queues short. */
const USABLE = 0.9
const LOSS_DOWN = 0.1
const LOSS_CALM = 0.05
/** Part of what one reading says of the loss that is believed at once. */
const LOSS_BELIEVED = 0.5
/** Of those browsers only that do not measure the room: the others have seen the queue already. */
const QUEUE_DOWN_MS = 400
const QUEUE_CALM_MS = 150
/** A path may become longer for good: what was the best is forgotten by so much a reading. */
const FORGETTING = 1.01
/**
 * A browser that sends less than it could stops looking for more: where it sees this much more than
 * is used the next rung is tried soon, else after a longer calm. The rung then has so long to be
 * measured: meanwhile only what is lost, a queue or a fall of the room speaks against it.
 */
const HEADROOM = 1.2
const PROBE_MS = 4_000
export const SETTLE_MS = 5_000
const FALL = 0.85
/**
 * Who sends less than this part of what was measured is not held back by it: what a browser finds
 * grows with what it sends, and a quiet picture takes little.
 */
const FULL = 0.7
/** With so much loss there is no room left for a picture where next to none was measured. */
const LOSS_STARVED = 0.03
/** Long enough not to be a moment's accident, short enough that nobody has hung up. */
const STARVED_MS = 3_000
export const PATIENCE_MIN_MS = 3_000
const PATIENCE_MAX_MS = 60_000
/** Where the browser measures, a rung that is too high costs next to nothing. */
const PATIENCE_MEASURED_MAX_MS = 20_000
/** A rung that was lost again within this was too high: the next try waits twice as long. */
const REGRET_MS = 20_000
/** The picture does not come back sooner than this after it was switched off. */
export const PAUSE_MIN_MS = 8_000

export const FIRST_BANDWIDTH: Bandwidth = {
  rung: FIRST_RUNG,
  beganAt: null,
  calmSince: null,
  starvedSince: null,
  ceiling: Infinity,
  patience: PATIENCE_MIN_MS,
  loss: 0,
  climbedAt: null,
  climbedFrom: null,
  bestRtt: null,
}

/** Over a new connection: it has another way, of which the old one's losses and queues say nothing. */
export const overAnother = ({ rung, ceiling, patience }: Bandwidth): Bandwidth => ({
  ...FIRST_BANDWIDTH,
  rung,
  ceiling,
  patience,
})

const rateOf = (rung: number): number => CAMERA_LADDER[rung]?.bitrate ?? 0

/** The highest rung that fits beside the voice; -1 when none does. */
function fitting(capacity: number): number {
  const room = capacity * USABLE - VOICE_BITRATE
  return CAMERA_LADDER.findLastIndex(({ bitrate }) => bitrate <= room)
}

/** Takes one reading into account. */
export function step(state: Bandwidth, reading: Reading): Bandwidth {
  const { at, rtt } = reading
  const beganAt = state.beganAt ?? at
  const longest = (state.bestRtt ?? Infinity) * FORGETTING
  const bestRtt = rtt === null ? state.bestRtt : Math.min(rtt, longest)
  const loss = state.loss + ((reading.loss ?? 0) - state.loss) * LOSS_BELIEVED
  const known = { ...state, beganAt, bestRtt, loss }
  const isBlind = reading.capacity === null
  const { climbedAt } = state
  const isTrying = climbedAt !== null && at - climbedAt < SETTLE_MS
  const isHeard = isBlind || isTrying
  const queue = rtt === null || bestRtt === null || !isHeard ? 0 : rtt - bestRtt
  if (state.rung < 0) return resume(known, { at, loss, queue })
  const hasFallen = (reading.capacity ?? Infinity) < FALL * (state.climbedFrom ?? 0)
  const isSettling = isTrying && loss < LOSS_CALM && !hasFallen
  const isFull = reading.sent >= FULL * (reading.capacity ?? 0)
  const capacity = at - beganAt < WARM_UP_MS || isSettling ? null : reading.capacity
  return adapt(known, {
    at,
    loss,
    queue,
    fit: capacity === null ? null : Math.max(fitting(capacity), isFull ? -1 : state.rung),
    measured: reading.capacity,
    isBlind,
    hasHeadroom: (capacity ?? 0) >= HEADROOM * (rateOf(state.rung) + VOICE_BITRATE),
  })
}

interface Trouble {
  readonly at: number
  readonly loss: number
  readonly queue: number
}

const isCalm = ({ loss, queue }: Trouble) => loss < LOSS_CALM && queue < QUEUE_CALM_MS

/** While there is no picture nothing measures what there is room for: the lowest rung tries. */
function resume(state: Bandwidth, now: Trouble): Bandwidth {
  if (!isCalm(now)) return { ...state, calmSince: null }
  const calmSince = state.calmSince ?? now.at
  const patience = state.ceiling > 0 ? PAUSE_MIN_MS : Math.max(PAUSE_MIN_MS, state.patience)
  if (now.at - calmSince < patience) return { ...state, calmSince }
  return {
    ...state,
    rung: 0,
    calmSince: null,
    starvedSince: null,
    climbedAt: now.at,
    climbedFrom: null,
  }
}

interface Moment extends Trouble {
  /** The highest rung that fits what was measured; `null` while that says nothing. */
  readonly fit: number | null
  /** What was measured, even while it says nothing. */
  readonly measured: number | null
  readonly hasHeadroom: boolean
  /** The browser does not measure at all. */
  readonly isBlind: boolean
}

function adapt(state: Bandwidth, now: Moment): Bandwidth {
  const { rung } = state
  const isTroubled = now.loss >= LOSS_DOWN || now.queue >= QUEUE_DOWN_MS
  const fit = Math.max(0, Math.min(now.fit ?? Infinity, isTroubled ? rung - 1 : Infinity))
  if (fit < rung) return down(state, fit, now)
  // A slow device looks like a narrow link; what is lost is what harms the voice.
  const isStarved = now.loss >= LOSS_DOWN || (now.fit === -1 && now.loss >= LOSS_STARVED)
  if (rung === 0 && isStarved) return starve(state, now)
  const known = relax(state, now)
  if (!isCalm(now) || rung === CAMERA_LADDER.length - 1)
    return { ...known, calmSince: null, starvedSince: null }
  const calmSince = state.calmSince ?? now.at
  const seesRoom = now.isBlind || (now.fit ?? rung) > rung || now.hasHeadroom
  const least = seesRoom ? PATIENCE_MIN_MS : PROBE_MS
  const patience = rung + 1 < known.ceiling ? least : Math.max(least, known.patience)
  if (now.at - calmSince < patience) return { ...known, calmSince, starvedSince: null }
  return {
    ...known,
    rung: rung + 1,
    calmSince: null,
    starvedSince: null,
    climbedAt: now.at,
    climbedFrom: now.measured,
  }
}

/** Forgets a rung that could not be held once it has been held for long enough. */
function relax(state: Bandwidth, { at, isBlind }: Moment): Bandwidth {
  const { rung, ceiling, climbedAt } = state
  const enough = isBlind ? REGRET_MS : SETTLE_MS
  if (rung < ceiling || climbedAt === null || at - climbedAt < enough) return state
  return { ...state, ceiling: Infinity, patience: PATIENCE_MIN_MS }
}

/** Remembers a rung that was lost again too soon. */
function regret(state: Bandwidth, { at, isBlind }: Moment): Bandwidth {
  if (state.climbedAt === null || at - state.climbedAt >= REGRET_MS) return state
  const most = isBlind ? PATIENCE_MAX_MS : PATIENCE_MEASURED_MAX_MS
  return { ...state, ceiling: state.rung, patience: Math.min(most, state.patience * 2) }
}

function down(state: Bandwidth, fit: number, now: Moment): Bandwidth {
  return {
    ...regret(state, now),
    rung: fit,
    calmSince: null,
    starvedSince: null,
    climbedAt: null,
  }
}

/** There is no room for even the smallest picture. */
function starve(state: Bandwidth, now: Moment): Bandwidth {
  const starvedSince = state.starvedSince ?? now.at
  if (now.at - starvedSince < STARVED_MS) return { ...state, calmSince: null, starvedSince }
  return { ...regret(state, now), rung: -1, calmSince: null, starvedSince: null, climbedAt: null }
}

/**
 * What to send now; `null` is no picture.
 *
 * @param isSaving whether either side saves data
 */
export function planOf({ rung }: Bandwidth, isScreen: boolean, isSaving: boolean): Rung | null {
  const place = isSaving ? Math.min(rung, SAVING_RUNG) : rung
  return (isScreen ? SCREEN_LADDER : CAMERA_LADDER)[place] ?? null
}
