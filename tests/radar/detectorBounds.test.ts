/** What bounds the detector itself: dry run, circuit breaker, memory. */
import { ENTRIES_MAX, type Signal } from '../../radar/protocol.ts'
import { createRig, DAY, MINUTE, repeat, ROUND, SECOND, type Rig } from './detectorRig.ts'

describe('the dry run', () => {
  it.each<[Signal, number, string, number]>([
    ['connects', 4, 'noted', 40],
    ['connects', 5, 'dryRun', 50],
    ['connects', 9, 'dryRun', 90],
    ['connects', 10, 'dryRun', 100],
    // After what would have been a block it begins anew.
    ['connects', 11, 'noted', 10],
    ['reports', 3, 'dryRun', 100],
  ])('[R9] blocks and slows nobody: %s, %i times -> %s', (signal, repeats, verdict, score) => {
    const rig = createRig(ROUND, { dryRun: true })
    expect(repeat(rig, signal, repeats, 0)).toMatchObject({ verdict, score })
    expect(rig.blocks).toEqual([])
    expect(rig.throttled()).toEqual([])
  })
})

describe('the circuit breaker', () => {
  const block = (rig: Rig, from: number, to: number) => {
    for (let count = from; count < to; count += 1)
      rig.see('reports', { prefix: `198.51.${count >> 8}.${count & 255}` })
  }
  const everyone = (rig: Rig) => rig.detector.throttles(rig.now()).everyone

  it.each<[number, number]>([
    // who is here -> how many may be blocked within the window
    [0, 50],
    [10_000, 50],
    [20_000, 100],
    [100_000, 500],
  ])('[R9] with %i here, opens after %i blocks', (live, most) => {
    const rig = createRig(ROUND, { live })
    block(rig, 0, most)
    expect([rig.blocks.length, everyone(rig), rig.alerts]).toEqual([most, false, []])
    block(rig, most, most + 20)
    expect([rig.blocks.length, everyone(rig), rig.alerts]).toEqual([most, true, ['breakerOpen']])
    // Who would have been blocked is slowed down.
    expect(rig.throttled()).toHaveLength(20)
  })

  it('[R9] closes after the window, and blocks again', () => {
    const rig = createRig(ROUND)
    block(rig, 0, 51)
    rig.wait(10 * MINUTE - 1)
    expect(rig.detector.expire(rig.now())).toBe(false)
    expect(everyone(rig)).toBe(true)
    rig.wait(1)
    expect(everyone(rig)).toBe(false)
    expect(rig.detector.expire(rig.now())).toBe(true)
    block(rig, 100, 150)
    expect([rig.blocks.length, everyone(rig)]).toEqual([100, false])
    block(rig, 150, 151)
    expect([rig.blocks.length, everyone(rig)]).toEqual([100, true])
    expect(rig.alerts).toEqual(['breakerOpen', 'breakerOpen'])
  })

  it('[R9] counts a moving window, not the time since the start', () => {
    const rig = createRig(ROUND)
    for (let hour = 0; hour < 6; hour += 1) {
      block(rig, hour * 50, hour * 50 + 50)
      rig.wait(10 * MINUTE)
    }
    expect([rig.blocks.length, rig.alerts]).toEqual([300, []])
  })

  it('[R9] is not opened by one flood, however long', () => {
    const rig = createRig(ROUND)
    for (let second = 0; second < 600; second += 1) {
      rig.see('connects', { times: 100 })
      rig.wait(SECOND)
    }
    expect(rig.alerts).toEqual([])
    expect(rig.blocks.length).toBeLessThanOrEqual(2)
  })
})

describe('memory', () => {
  it('[R10] is bounded, and forgets who was quiet longest', () => {
    const rig = createRig(ROUND)
    const address = (count: number) => `11.${count >> 16}.${(count >> 8) & 255}.${count & 255}`
    for (let count = 0; count < ENTRIES_MAX; count += 1)
      rig.see('finds', { prefix: address(count) })
    // The first one goes on, so the second is the one to be forgotten.
    rig.see('finds', { prefix: address(0), times: 5 })
    for (let count = 0; count < 10_000; count += 1)
      rig.see('finds', { prefix: address(ENTRIES_MAX + count) })
    expect(rig.detector.residue()).toBe(ENTRIES_MAX)
    expect(rig.see('finds', { prefix: address(0) }).score).toBe(35)
    expect(rig.see('finds', { prefix: address(1) }).score).toBe(5)
    rig.wait(DAY)
    rig.detector.expire(rig.now())
    expect(rig.detector.residue()).toBe(0)
  })

  it('[R10] keeps no address of who was blocked: only the ladder, under its key, until it is climbed down', () => {
    const rig = createRig(ROUND)
    rig.see('reports')
    rig.wait(DAY)
    rig.detector.expire(rig.now())
    expect(rig.detector.residue()).toBe(1)
    rig.wait(6 * DAY)
    rig.detector.expire(rig.now())
    expect(rig.detector.residue()).toBe(0)
  })
})
