import * as fc from 'fast-check'
import {
  CAMERA_LADDER,
  FIRST_BANDWIDTH,
  PAUSE_MIN_MS,
  planOf,
  SAVING_RUNG,
  SCREEN_LADDER,
  SETTLE_MS,
  step,
  VOICE_BITRATE,
  type Bandwidth,
  type Reading,
} from '../../web/chat/bandwidth.ts'

const TOP = CAMERA_LADDER.length - 1
const rateOf = (rung: number) => CAMERA_LADDER[rung]?.bitrate ?? 0

interface Second {
  readonly state: Bandwidth
  readonly reading: Reading
}

/** A reading a second; what is not named is as on a link that is good and says nothing. */
function run(readings: readonly Partial<Reading>[], from: Bandwidth = FIRST_BANDWIDTH): Second[] {
  const seconds: Second[] = []
  let state = from
  let second = 0
  for (const part of readings) {
    const reading = { at: second * 1_000, capacity: null, sent: 1e7, loss: 0, rtt: 40, ...part }
    state = step(state, reading)
    seconds.push({ state, reading })
    second += 1
  }
  return seconds
}
const times = (count: number, reading: Partial<Reading>) =>
  Array.from({ length: count }, () => reading)
const rungs = (seconds: readonly Second[]) => seconds.map(({ state }) => state.rung)
const last = (seconds: readonly Second[]) => seconds.at(-1)?.state ?? FIRST_BANDWIDTH

/**
 * A link of so many bits per second in each second. A browser that measures finds no more than
 * half as much again as is sent, and encodes a picture of 30 kbit/s at least; what does not fit is
 * lost, and the rest waits in the queue that this makes.
 */
function ride(link: readonly number[], measures: boolean, noise = 0): Second[] {
  const seconds: Second[] = []
  let state = FIRST_BANDWIDTH
  let queue = 0
  link.forEach((room, second) => {
    const plan = planOf(state, false, false)
    const wanted = VOICE_BITRATE + (plan?.bitrate ?? 0)
    const least = VOICE_BITRATE + (plan === null ? 0 : 30_000)
    const sent = measures ? Math.max(least, Math.min(wanted, room)) : wanted
    const over = Math.max(0, sent - room)
    queue = Math.max(0, Math.min(1_000, queue + (over / room) * 500 - (over === 0 ? 500 : 0)))
    const reading = {
      at: second * 1_000,
      capacity: measures ? Math.min(room, wanted * 1.5) : null,
      sent,
      loss: Math.min(1, over / sent + noise),
      rtt: 40 + queue,
    }
    state = step(state, reading)
    seconds.push({ state, reading })
  })
  return seconds
}

/** How often the picture was switched off or on. */
function flips(seconds: readonly Second[]): number[] {
  return seconds.flatMap(({ state, reading }, at) =>
    at > 0 && state.rung < 0 !== (seconds[at - 1]?.state.rung ?? 0) < 0 ? [reading.at] : [],
  )
}

describe('a link that is good', () => {
  it('[C16] carries the best picture within half a minute, one step at a time', () => {
    const climb = rungs(run(times(30, { capacity: 5_000_000 })))
    expect(climb.at(-1)).toBe(TOP)
    climb.slice(1).forEach((rung, at) => expect(rung - (climb[at] ?? 0)).toBeLessThanOrEqual(1))
  })

  it('[C16] carries it also where the browser does not measure', () => {
    expect(last(run(times(40, {}))).rung).toBe(TOP)
    expect(last(ride(Array<number>(60).fill(9_000_000), false)).rung).toBe(TOP)
  })

  it('[C16] carries it also where the browser stops measuring at a third more than is sent', () => {
    let state = FIRST_BANDWIDTH
    for (let second = 0; second < 60; second += 1) {
      const capacity = 1.32 * (rateOf(state.rung) + VOICE_BITRATE)
      state = step(state, { at: second * 1_000, capacity, sent: capacity, loss: 0, rtt: 40 })
    }
    expect(state.rung).toBe(TOP)
  })

  it('[C16] is found to be good again where the browser sees hardly more than is sent', () => {
    let state = last(run(times(20, { capacity: 150_000 })))
    expect(state.rung).toBe(0)
    for (let second = 20; second < 140; second += 1) {
      const capacity = 1.15 * (rateOf(state.rung) + VOICE_BITRATE)
      state = step(state, { at: second * 1_000, capacity, sent: capacity, loss: 0, rtt: 40 })
    }
    expect(state.rung).toBe(TOP)
  })

  it('[C16] is not narrow because a quiet picture takes little of it', () => {
    let state = FIRST_BANDWIDTH
    for (let second = 0; second < 120; second += 1) {
      const reading = { at: second * 1_000, capacity: 340_000, sent: 110_000, loss: 0, rtt: 40 }
      state = step(state, reading)
    }
    expect(state.rung).toBe(TOP)
    expect(
      step(state, { at: 120_000, capacity: 340_000, sent: 330_000, loss: 0, rtt: 40 }).rung,
    ).toBe(2)
  })

  it('[C16] is good again soon after it was narrow for long', () => {
    const link = [...Array<number>(900).fill(300_000), ...Array<number>(75).fill(9_000_000)]
    expect(last(ride(link, true)).rung).toBe(TOP)
  })

  it('[C16] is not judged by the first guesses of the browser', () => {
    const guesses = [300_000, 300_000, 900_000, 2_000_000].map((capacity) => ({ capacity }))
    expect(Math.min(...rungs(run([...guesses, ...times(3, { capacity: 4e6 })])))).toBe(
      FIRST_BANDWIDTH.rung,
    )
  })
})

describe('a link that gets worse', () => {
  const good = times(30, { capacity: 5_000_000 })

  it('[C16] takes the picture down within one reading, as far as it has to go', () => {
    const seconds = run([...good, { capacity: 330_000 }])
    expect(last(seconds).rung).toBeGreaterThanOrEqual(0)
    expect(rateOf(last(seconds).rung) + VOICE_BITRATE).toBeLessThanOrEqual(330_000)
  })

  it.each([
    ['loss', { loss: 0.2 }],
    ['a queue that the browser does not measure', { rtt: 900 }],
  ])('[C16] takes it down a step a second by %s alone', (_, trouble) => {
    const seconds = rungs(run([...times(40, {}), ...times(3, trouble)]))
    expect(seconds.slice(-4)).toEqual([TOP, TOP - 1, TOP - 2, TOP - 3])
  })

  it.each([
    ['loss', { loss: 0.2 }],
    ['a queue', { rtt: 900 }],
    ['a fall of what is measured', { capacity: 400_000 }],
  ])('[C16] is heard by %s while a step up is still being tried', (_, trouble) => {
    const climb = run(times(7, { capacity: 1_500_000 }))
    const top = last(climb).rung
    const { climbedAt } = last(climb)
    expect(7_000 - (climbedAt ?? 0)).toBeLessThan(SETTLE_MS)
    const full = { at: 7_000, sent: 1_500_000, loss: 0, rtt: 40 }
    const hit = { ...full, capacity: 1_500_000, ...trouble }
    expect(step(last(climb), hit).rung).toBeLessThan(top)
    const quiet = { ...full, capacity: 1_400_000 }
    expect(step(last(climb), quiet).rung).toBe(top)
  })

  it('[C16] is left alone at 3 % of loss, which a voice survives', () => {
    expect(last(run([...good, ...times(20, { capacity: 5_000_000, loss: 0.03 })])).rung).toBe(TOP)
  })

  it('[C16] is left alone by lumps of loss that are 3 % on the whole', () => {
    const lumpy = Array.from({ length: 60 }, (_, at) => ({ loss: at % 5 === 0 ? 0.15 : 0 }))
    const seconds = rungs(run([...times(40, {}), ...lumpy]))
    expect(Math.min(...seconds.slice(40))).toBe(TOP)
  })

  it('[C16] gives all of its room to the voice when there is no more, but not for a moment', () => {
    const poor = { capacity: 100_000, loss: 0.04 }
    const seconds = rungs(run([...good, ...times(6, poor)])).slice(-6)
    expect(seconds[0]).toBe(0)
    expect(seconds.at(-1)).toBe(-1)
    expect(rungs(run([...good, poor, poor, ...good])).includes(-1)).toBe(false)
    expect(planOf({ ...FIRST_BANDWIDTH, rung: -1 }, false, false)).toBeNull()
  })

  it('[C16] keeps a small picture on a slow device, where nothing is lost', () => {
    const slow = { capacity: 40_000, rtt: 900 }
    expect(last(run([...good, ...times(60, slow)])).rung).toBe(0)
  })

  it('[C16] brings the picture back after a pause, and climbs again', () => {
    const poor = times(6, { capacity: 100_000, loss: 0.04 })
    const healed = times(120, { capacity: 5_000_000 })
    const all = rungs(run([...good, ...poor, ...healed]))
    const seconds = all.slice(all.indexOf(-1))
    const back = seconds.findIndex((rung) => rung >= 0)
    expect(back * 1_000).toBeGreaterThanOrEqual(PAUSE_MIN_MS)
    expect(seconds[back]).toBe(0)
    expect(seconds.at(-1)).toBe(TOP)
  })

  it('[C16] learns from a rung it could not hold, and waits longer before it tries again', () => {
    // Room for one rung and never for the next, in a browser that does not measure.
    const seconds = ride(Array<number>(300).fill(1_250_000), false)
    const tries = seconds.filter(
      ({ state }, at) => at > 0 && state.rung > (seconds[at - 1]?.state.rung ?? 0),
    )
    const moments = tries.filter(({ state }) => rateOf(state.rung) > 1_180_000)
    const pauses = moments
      .slice(1)
      .map(({ reading }, at) => reading.at - (moments[at]?.reading.at ?? 0))
    expect(moments.length).toBeLessThanOrEqual(8)
    expect(pauses.at(-1)).toBeGreaterThan(30_000)
  })
})

describe('any link at all', () => {
  /** Stretches of even room, as a person who walks through a house has. */
  const links = fc
    .array(
      fc.record({
        room: fc.integer({ min: 40_000, max: 6_000_000 }),
        length: fc.integer({ min: 1, max: 40 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.flatMap(({ room, length }) => Array<number>(length).fill(room)))

  it('[C16] is never asked for more than was measured, once the browser has warmed up', () => {
    fc.assert(
      fc.property(links, (link) => {
        for (const { state, reading } of ride(link, true)) {
          const { climbedAt, climbedFrom } = state
          const isSettling = climbedAt !== null && reading.at - climbedAt < SETTLE_MS
          const isHeard = (reading.capacity ?? 0) < 0.8 * (climbedFrom ?? 0)
          const isFull = reading.sent >= 0.7 * (reading.capacity ?? 0)
          if (reading.at < 4_000 || state.rung <= 0 || !isFull || (isSettling && !isHeard)) continue
          expect(rateOf(state.rung) + VOICE_BITRATE).toBeLessThanOrEqual(reading.capacity ?? 0)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('[C16] has its picture switched off or on once in three seconds at most, and back only after the pause', () => {
    fc.assert(
      fc.property(links, fc.boolean(), (link, measures) => {
        const seconds = ride(link, measures)
        const moments = flips(seconds)
        moments.slice(1).forEach((moment, at) => {
          const gap = moment - (moments[at] ?? 0)
          const isBack = (seconds[moment / 1_000]?.state.rung ?? -1) >= 0
          expect(gap).toBeGreaterThanOrEqual(isBack ? PAUSE_MIN_MS : 3_000)
        })
      }),
      { numRuns: 40 },
    )
  })

  it('[C16] that becomes good and stays so carries the best picture in the end', () => {
    fc.assert(
      fc.property(links, fc.boolean(), (link, measures) => {
        const seconds = ride([...link, ...Array<number>(400).fill(9_000_000)], measures)
        expect(last(seconds).rung).toBe(TOP)
      }),
      { numRuns: 40 },
    )
  })

  it('[C16] that is steady comes to rest: not more than one step in ten seconds on the whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 150_000, max: 6_000_000 }), fc.boolean(), (room, measures) => {
        const settled = rungs(ride(Array<number>(400).fill(room), measures)).slice(100)
        const steps = settled.slice(1).filter((rung, at) => rung !== settled[at]).length
        expect(steps).toBeLessThanOrEqual(30)
      }),
      { numRuns: 40 },
    )
  })

  it('[C16] keeps to the ladder whatever the browser says', () => {
    const odd = fc.option(fc.double({ noNaN: false }), { nil: null })
    fc.assert(
      fc.property(
        fc.array(fc.record({ capacity: odd, sent: fc.double(), loss: odd, rtt: odd })),
        (readings) => {
          for (const { state } of run(readings)) {
            expect(Number.isInteger(state.rung)).toBe(true)
            expect(state.rung).toBeGreaterThanOrEqual(-1)
            expect(state.rung).toBeLessThanOrEqual(TOP)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('the plan', () => {
  it('[C16] keeps the lines of a screen, and the movement of a face', () => {
    SCREEN_LADDER.forEach((screen, at) => {
      const face = CAMERA_LADDER[at]
      expect(screen.bitrate).toBe(face?.bitrate)
      expect(screen.height).toBeGreaterThanOrEqual(face?.height ?? Infinity)
      expect(screen.frameRate).toBeLessThanOrEqual(face?.frameRate ?? 0)
    })
    const rung = { ...FIRST_BANDWIDTH, rung: 3 }
    expect(planOf(rung, true, false)).toBe(SCREEN_LADDER[3])
    expect(planOf(rung, false, false)).toBe(CAMERA_LADDER[3])
  })

  it('[C16] is small under data saver, and smaller still where the link says so', () => {
    for (const isScreen of [true, false])
      for (let rung = -1; rung <= TOP; rung += 1) {
        const saved = planOf({ ...FIRST_BANDWIDTH, rung }, isScreen, true)
        expect(saved?.bitrate ?? 0).toBe(rateOf(Math.min(rung, SAVING_RUNG)))
      }
  })
})
