/**
 * Whether a picture is of somebody who is there now: black, frozen and looping ones are not. Pure.
 *
 * Looks come about once a second, never at an even beat: a recording that repeats is caught when
 * two looks fall on the same moment of it, which an even beat may never do.
 */

/** Small grey copies of pictures: enough to tell two moments of a camera from each other. */
export const LOOK_WIDTH = 32
export const LOOK_HEIGHT = 24

export interface Sample {
  /** Milliseconds, on any clock that only goes forward. */
  readonly at: number
  /** LOOK_WIDTH times LOOK_HEIGHT pixels. */
  readonly grey: Uint8Array
}
export type Trouble = 'black' | 'frozen' | 'looping'

/** A moment that came back, with others in between: when, and after how long. */
interface Return {
  readonly at: number
  readonly elapsed: number
}

export interface Looks {
  /** The latest, the newest last. */
  readonly samples: readonly Sample[]
  readonly returns: readonly Return[]
}

export const NO_LOOKS: Looks = { samples: [], returns: [] }

/** Long enough for four rounds of a short recording, and one of a long one. */
const KEPT = 90
/** Darker than any camera in a dark room, whose noise alone is brighter. */
const BLACK = 20
const BLACK_LOOKS = 5
/** The same picture for so long, but for what encoding adds; a camera has noise, and people move. */
const STILL_MEAN = 0.05
const STILL_LOOKS = 12
/** Two looks at one moment of a recording, and two that are clearly not. */
const SAME_MEAN = 0.5
const OTHER_MEAN = 2
/** So many moments have come back, all after whole rounds. */
const RETURNS = 5
const RETURNS_MAX = 60
const ROUND_MIN_MS = 2_000
const ROUND_TOLERANCE_MS = 80

/** How much two pictures differ on average; no more is summed up than tells them apart. */
function differ(a: Uint8Array, b: Uint8Array): number {
  const enough = OTHER_MEAN * a.length
  let sum = 0
  for (let at = 0; at < a.length && sum <= enough; at += 1)
    sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0))
  return sum / Math.max(1, a.length)
}

const isBlack = ({ grey }: Sample) => grey.every((pixel) => pixel < BLACK)

/** Takes in one more look, and compares it with each that is kept. */
export function observe({ samples, returns }: Looks, sample: Sample): Looks {
  const kept = samples.slice(1 - KEPT)
  const found: Return[] = []
  /** Whether something else was seen since. */
  let hasChanged = false
  for (const { at, grey } of kept.toReversed()) {
    const difference = differ(grey, sample.grey)
    const elapsed = sample.at - at
    if (difference > OTHER_MEAN) hasChanged = true
    else if (hasChanged && difference <= SAME_MEAN && elapsed >= ROUND_MIN_MS)
      found.push({ at: sample.at, elapsed })
  }
  const oldest = kept[0]?.at ?? sample.at
  return {
    samples: [...kept, sample],
    // What comes back all the time, as an empty room does, says nothing about rounds.
    returns: [...returns.filter(({ at }) => at >= oldest), ...found].slice(-RETURNS_MAX),
  }
}

/** Whether all of these are whole numbers of rounds of one length. */
function isLoop(returns: readonly Return[]): boolean {
  if (returns.length < RETURNS) return false
  const shortest = Math.min(...returns.map(({ elapsed }) => elapsed))
  for (let parts = 1; shortest / parts >= ROUND_MIN_MS; parts += 1) {
    const round = shortest / parts
    const isWhole = ({ elapsed }: Return) => {
      const rounds = Math.round(elapsed / round)
      return Math.abs(elapsed - rounds * round) <= ROUND_TOLERANCE_MS * (1 + rounds / parts)
    }
    if (returns.every(isWhole)) return true
  }
  return false
}

/** What is wrong with the picture; `null` while it may well be alive. */
export function troubleOf({ samples, returns }: Looks): Trouble | null {
  const latest = samples.at(-1)
  if (latest === undefined) return null
  const dark = samples.slice(-BLACK_LOOKS)
  if (dark.length === BLACK_LOOKS && dark.every(isBlack)) return 'black'
  const recent = samples.slice(-STILL_LOOKS)
  if (
    recent.length === STILL_LOOKS &&
    recent.every(({ grey }) => differ(grey, latest.grey) <= STILL_MEAN)
  )
    return 'frozen'
  return isLoop(returns) ? 'looping' : null
}
