/** Watches what a page does with cameras, screens, locks and its own visibility. */
import type { Visitor } from './visitor.ts'

interface Kept {
  readonly tracks: MediaStreamTrack[]
  /** Hears of every track that is stopped. */
  readonly stops: EventTarget
  readonly locks: WakeLockSentinel[]
  visibility: DocumentVisibilityState
}

/**
 * Runs in the page before any script of ours: keeps every track and lock, and turns the page away by
 * hand. Headless Firefox has no screen to share: there a canvas stands in for it.
 */
export function watchMedia(): void {
  const tracks: MediaStreamTrack[] = []
  const locks: WakeLockSentinel[] = []
  const stops = new EventTarget()
  const kept: Kept = { tracks, stops, locks, visibility: 'visible' }
  Object.assign(globalThis, { kept })

  const keepOf = (stream: MediaStream) => {
    tracks.push(...stream.getTracks())
    return stream
  }
  const mediaDevices: MediaDevices | undefined = navigator.mediaDevices
  // The empty page, on which every browser begins, has none.
  if (mediaDevices === undefined) return
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
  mediaDevices.getUserMedia = async (wanted) => keepOf(await getUserMedia(wanted))
  const getDisplayMedia = mediaDevices.getDisplayMedia.bind(mediaDevices)
  mediaDevices.getDisplayMedia = async (wanted) => {
    if (!navigator.userAgent.includes('Firefox')) return keepOf(await getDisplayMedia(wanted))
    const canvas = document.createElement('canvas')
    canvas.width = 800
    canvas.height = 200
    const context = canvas.getContext('2d')
    let frame = 0
    setInterval(() => {
      if (context === null) return
      context.fillStyle = frame % 2 === 0 ? '#fff' : '#48c'
      context.fillRect(0, 0, 800, 200)
      frame += 1
    }, 100)
    return keepOf(canvas.captureStream(10))
  }
  const { clone, stop } = MediaStreamTrack.prototype
  MediaStreamTrack.prototype.stop = function end() {
    stop.call(this)
    stops.dispatchEvent(new Event('stop'))
  }
  MediaStreamTrack.prototype.clone = function copy() {
    const made = clone.call(this)
    tracks.push(made)
    return made
  }
  if ('wakeLock' in navigator) {
    const request = navigator.wakeLock.request.bind(navigator.wakeLock)
    navigator.wakeLock.request = async (type) => {
      const lock = await request(type)
      locks.push(lock)
      return lock
    }
  }
  Object.defineProperty(document, 'visibilityState', { get: () => kept.visibility })
}

/** After two minutes away a conversation is over: they pass in seconds, in which a busy machine can also come back. */
export const HURRY = { 120_000: 4_000 }

/** Puts the page out of sight, or back; browsers without a window have no other way to. */
export const turn = ({ page }: Visitor, to: DocumentVisibilityState): Promise<void> =>
  page.evaluate((state) => {
    ;(globalThis as unknown as { kept: Kept }).kept.visibility = state
    document.dispatchEvent(new Event('visibilitychange'))
  }, to)

/** Presses a button and counts the tracks that are still live when a second has passed, or none is. */
export const liveTracksAfter = ({ page }: Visitor, name: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const { tracks, stops } = (globalThis as unknown as { kept: Kept }).kept
        const live = () => tracks.filter(({ readyState }) => readyState === 'live').length
        stops.addEventListener('stop', () => {
          if (live() === 0) resolve(0)
        })
        setTimeout(() => resolve(live()), 1_000)
        const buttons = [...document.querySelectorAll('button')]
        buttons
          .find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === wanted)
          ?.click()
      }),
    name,
  )

export const liveTracks = ({ page }: Visitor): Promise<string[]> =>
  page.evaluate(() =>
    (globalThis as unknown as { kept: Kept }).kept.tracks
      .filter(({ readyState }) => readyState === 'live')
      .map(({ kind }) => kind)
      .toSorted(),
  )

/** Waits until so many locks on the screen are held. */
export async function holdsLocks({ page }: Visitor, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { kept: Kept }).kept.locks.filter(({ released }) => !released)
        .length === wanted,
    { polling: 50 },
    count,
  )
}

/** Waits until the page sends from a track of which `label` is part of the name. */
export async function sendsFrom(
  { page }: Visitor,
  label: string,
  kind: 'video' | 'audio' = 'video',
): Promise<void> {
  await page.waitForFunction(
    (wanted, medium) =>
      (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections
        .findLast(({ connectionState }) => connectionState === 'connected')
        ?.getSenders()
        .some(({ track }) => track?.kind === medium && track.label.includes(wanted)),
    { polling: 50 },
    label,
    kind,
  )
}

/** Waits until the stranger's picture has that shape, as width to height. */
export async function showsShape({ page }: Visitor, width: number, height: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const video = document.querySelector<HTMLVideoElement>('video[aria-label=Stranger]')
      if (video === null || video.videoHeight === 0) return false
      return Math.abs(video.videoWidth / video.videoHeight - wanted) < 0.05
    },
    { polling: 100 },
    width / height,
  )
}

/** The streams that a page says its tracks are in: one where the other side keeps them together. */
export const streamsOf = ({ page }: Visitor): Promise<string[]> =>
  page.evaluate(() => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
    const { sdp = '' } =
      keptConnections.findLast(({ connectionState }) => connectionState === 'connected')
        ?.localDescription ?? {}
    const sections = sdp.split('\r\nm=').filter((one) => /^(audio|video)/.test(one))
    return sections.map((one) => /^a=msid:(\S+)/m.exec(one)?.[1] ?? '-')
  })

/** What the answer lists for voice or picture, each once in its order, and by which of it a page sends. */
export const codecsOf = ({ page }: Visitor, kind: 'audio' | 'video') =>
  page.evaluate(async (wanted) => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
    const connection = keptConnections.findLast(
      ({ connectionState }) => connectionState === 'connected',
    )
    const { localDescription = null, remoteDescription = null } = connection ?? {}
    const answer = localDescription?.type === 'answer' ? localDescription : remoteDescription
    const sections = (answer?.sdp ?? '').split(/\r\n(?=m=)/)
    const section = sections.find((one) => one.startsWith(`m=${wanted} `)) ?? ''
    const payloads = /^\S+ \S+ \S+ (.*)/.exec(section)?.[1]?.split(' ') ?? []
    const names = payloads.map(
      (payload) => new RegExp(`^a=rtpmap:${payload} ([^/]+)`, 'm').exec(section)?.[1] ?? payload,
    )
    const stats = await connection?.getStats()
    const reports = [...(stats?.values() ?? [])] as Record<string, unknown>[]
    const out = reports.find(({ type, kind: of }) => type === 'outbound-rtp' && of === wanted)
    const { mimeType } = (stats?.get(String(out?.['codecId'])) ?? {}) as { mimeType?: string }
    return { agreed: [...new Set(names)], sent: mimeType }
  }, kind)
