import { CAMERA_LADDER, SAVING_RUNG } from '../../web/chat/bandwidth.ts'
import { limitPicture, preferVoice } from '../../web/chat/encoding.ts'
import type { Peer } from '../../web/chat/peer.ts'
import type { StatsReport } from '../../web/chat/peerStats.ts'
import { createQualityWatch } from '../../web/chat/qualityWatch.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

const RUNG = { height: 720, bitrate: 2_000_000, frameRate: 30 }

/** @param knows whether the browser returns what it was asked to keep */
function fakeSender(knows: boolean) {
  let held: Record<string, unknown> = { encodings: [{ active: true }] }
  const set: unknown[] = []
  const track = { enabled: true, getSettings: () => ({ width: 1280, height: 720 }) }
  const sender = {
    track: track as typeof track | null,
    getParameters: () => structuredClone(held),
    setParameters(parameters: Record<string, unknown>) {
      set.push(parameters.degradationPreference)
      held = structuredClone(parameters)
      if (!knows) delete held.degradationPreference
      return Promise.resolve()
    },
  }
  return {
    sender: sender as unknown as RTCRtpSender,
    set,
    held: () => held,
    track,
    give: (to: typeof sender.track) => (sender.track = to),
  }
}
const settle = () => new Promise(setImmediate)

it('[C16] keeps the lines of a screen, and the movement of a camera, at the same limits', async () => {
  const { sender, set } = fakeSender(true)
  for (const isScreen of [false, true, true, false]) limitPicture(sender, RUNG, isScreen)
  await settle()
  expect(set).toEqual(['balanced', 'maintain-resolution', 'balanced'])
})

it('[C16] says nothing twice to a browser that does not tell what it keeps', async () => {
  const { sender, set } = fakeSender(false)
  for (const isScreen of [false, false, false]) limitPicture(sender, RUNG, isScreen)
  await settle()
  expect(set).toHaveLength(1)
})

it('[C16] asks for the voice to be sent before any picture', async () => {
  const { sender, held } = fakeSender(true)
  preferVoice(sender)
  await settle()
  expect(held().encodings).toEqual([{ active: true, priority: 'high', networkPriority: 'high' }])
})

describe('the watch over a connection', () => {
  let now = 0
  beforeEach(() => jest.spyOn(performance, 'now').mockImplementation(() => now))
  afterEach(() => jest.restoreAllMocks())

  /** One whose statistics are made up, a second at a time. */
  function start() {
    now = 0
    let view: View = FIRST_VIEW
    let hear: (reports: readonly StatsReport[]) => void = () => undefined
    let isWatched = false
    const [voice, picture] = [fakeSender(true), fakeSender(true)]
    const pauses: boolean[] = []
    const watch = createQualityWatch(
      () => view,
      (change) => (view = { ...view, ...change }),
      { setPaused: (paused) => void pauses.push(paused) },
      () => undefined,
    )
    const peer = {
      sender: (kind: 'audio' | 'video') => (kind === 'audio' ? voice : picture).sender,
      watchStats(listener: typeof hear) {
        hear = listener
        isWatched = true
        return () => (isWatched = false)
      },
    } as unknown as Peer
    watch.connect(peer)
    let [packets, lost, bytes, energy, heard] = [0, 0, 0, 0, 0]
    return {
      watch,
      pauses,
      voice,
      picture,
      view: () => view,
      isWatched: () => isWatched,
      /** The connection is made anew. */
      rebuild() {
        watch.interrupt()
        watch.connect(peer)
      },
      save: () =>
        (view = {
          ...view,
          media: { ...view.media, settings: { ...view.media.settings, isSaving: true } },
        }),
      encoding: () => (picture.held().encodings as { maxBitrate?: number; active: boolean }[])[0],
      /** So many seconds with this much room, in bits, this share lost, and a voice of this energy. */
      async pass(seconds: number, room: number, loss: number, voice = 0) {
        for (let second = 0; second < seconds; second += 1) {
          heard += 1
          energy += voice
          now += 1_000
          packets += 100
          lost += 100 * loss
          bytes += room / 8
          hear([
            { type: 'transport', id: 'T', selectedCandidatePairId: 'P' },
            {
              type: 'candidate-pair',
              id: 'P',
              state: 'succeeded',
              nominated: true,
              currentRoundTripTime: 0.05,
              availableOutgoingBitrate: room,
            },
            {
              type: 'outbound-rtp',
              id: 'O',
              kind: 'video',
              bytesSent: bytes,
              packetsSent: packets,
            },
            { type: 'remote-inbound-rtp', id: 'R', kind: 'video', packetsLost: lost },
            {
              type: 'inbound-rtp',
              id: 'I',
              kind: 'audio',
              totalAudioEnergy: energy,
              totalSamplesDuration: heard,
            },
          ])
          await settle()
        }
      },
    }
  }

  it('[C16] gives the picture the room that is measured, less where there is less, and the voice its way', async () => {
    const { pass, encoding, voice, view, watch } = start()
    await settle()
    expect(voice.held().encodings).toMatchObject([{ networkPriority: 'high' }])
    const first = encoding()?.maxBitrate ?? 0
    await pass(8, 300_000, 0)
    // Nine tenths of it, less 70,000 for the voice.
    expect(encoding()?.maxBitrate).toBe(140_000)
    expect(first).toBeGreaterThan(140_000)
    expect(view().quality).toMatchObject({ level: 'good', rtt: 50 })
    await pass(120, 8_000_000, 0)
    expect(encoding()?.maxBitrate).toBe(CAMERA_LADDER.at(-1)?.bitrate)
    watch.close()
  })

  it('[C16] shows its figures every three seconds, and at once whatever else is new', async () => {
    const { pass, view, watch } = start()
    const shown: unknown[] = []
    for (const [loss, energy] of [
      ...[0, 0, 0, 0, 0, 0.3, 0.3, 0.3].map((share) => [share, 0] as const),
      [0.3, 0.1],
      [0.3, 0.1],
      [0.3, 0],
    ] as const) {
      const { quality } = view()
      await pass(1, 8_000_000, loss, energy)
      const { quality: now, isStrangerSpeaking } = view()
      shown.push(now === quality ? '' : `${now?.level}${isStrangerSpeaking ? ', speaks' : ''}`)
    }
    // Of the first second nothing can be said yet; two of loss make a link a weak one.
    const calm = ['', 'good', '', '', 'good']
    expect(shown).toEqual([...calm, '', 'weak', '', 'weak, speaks', '', 'weak'])
    watch.close()
  })

  it('[C16] steps down for what is lost, says so, and sends no picture where none fits', async () => {
    const { pass, encoding, pauses, view, watch, isWatched } = start()
    await pass(2, 8_000_000, 0)
    const before = encoding()?.maxBitrate ?? 0
    await pass(3, 8_000_000, 0.3)
    expect(encoding()?.maxBitrate).toBeLessThan(before)
    expect(view().quality).toMatchObject({ level: 'weak', loss: expect.closeTo(0.3) as number })
    await pass(20, 30_000, 0.3)
    expect([encoding()?.active, pauses.at(-1)]).toEqual([false, true])
    watch.interrupt()
    // Beside "lost" nothing is said to flow.
    expect(view().quality).toEqual({ level: 'lost', rtt: null, loss: null, rateIn: 0, rateOut: 0 })
    expect(isWatched()).toBe(false)
    watch.close()
    expect([view().quality, pauses.at(-1)]).toEqual([null, false])
  })

  it('[C16] holds nothing of a way that was lost against the next one', async () => {
    const isPaused = async (seconds: number) => {
      const { encoding, pass, pauses, rebuild, view, watch } = start()
      await pass(seconds, 30_000, 0.3)
      expect(pauses).not.toContain(true)
      const before = encoding()?.maxBitrate
      rebuild()
      await settle()
      // It may be the same way after all: what was sent over it is where to go on from.
      expect(encoding()?.maxBitrate).toBe(before)
      // It is live, and nothing of it is known yet.
      const unknown = { rtt: null, loss: null, rateIn: 0, rateOut: 0 }
      expect(view().quality).toEqual({ level: 'good', ...unknown })
      await pass(12, 8_000_000, 0)
      watch.close()
      return pauses.includes(true)
    }
    const { pass, pauses, watch } = start()
    let seconds = 0
    while (!pauses.includes(true)) {
      await pass(1, 30_000, 0.3)
      seconds += 1
    }
    watch.close()
    for (const before of [seconds - 1, seconds - 2]) expect(await isPaused(before)).toBe(false)
  })

  it('[C16] calls no picture paused that is off, or is not there', async () => {
    const { pass, pauses, picture, watch } = start()
    picture.track.enabled = false
    await pass(22, 30_000, 0.3)
    expect(pauses).not.toContain(true)
    picture.give(null)
    await pass(1, 30_000, 0.3)
    expect(pauses).not.toContain(true)
    picture.track.enabled = true
    picture.give(picture.track)
    await pass(1, 30_000, 0.3)
    expect(pauses.at(-1)).toBe(true)
    picture.track.enabled = false
    await pass(1, 30_000, 0.3)
    expect(pauses.at(-1)).toBe(false)
    watch.close()
  })

  it('[C16] sends no more than either side that saves data wishes', async () => {
    const { pass, encoding, save, watch } = start()
    await pass(8, 8_000_000, 0)
    save()
    await pass(1, 8_000_000, 0)
    expect(encoding()?.maxBitrate).toBe(CAMERA_LADDER[SAVING_RUNG]?.bitrate)
    watch.close()
  })
})
