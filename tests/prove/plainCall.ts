/** A call without any of our code, to compare with: two connections, and what they carry. */
import type { Page } from 'puppeteer-core'

/** Bytes of one message; what every browser takes. */
const MESSAGE_BYTES = 65_536

interface Plain {
  readonly connection: RTCPeerConnection
  readonly channel: RTCDataChannel
  received: number
}

/** Prepares one end, with camera and both pictures as on our page. In the page. */
async function prepare(relay: string): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  })
  const connection = new RTCPeerConnection({
    bundlePolicy: 'max-bundle',
    iceServers: relay === '' ? [] : [{ urls: relay }],
  })
  for (const track of stream.getTracks()) connection.addTrack(track, stream)
  const channel = connection.createDataChannel('plain', { negotiated: true, id: 0 })
  channel.binaryType = 'arraybuffer'
  document.body.replaceChildren()
  document.body.style.margin = '0'
  const show = (shown: MediaStream, width: string, isOwn: boolean) => {
    const video = document.createElement('video')
    video.autoplay = true
    video.muted = isOwn
    video.srcObject = shown
    video.style.width = width
    video.setAttribute('aria-label', isOwn ? 'You' : 'Stranger')
    document.body.append(video)
    return video.play()
  }
  void show(stream, '200px', true)
  const remote = new MediaStream()
  connection.addEventListener('track', ({ track }) => {
    remote.addTrack(track)
    if (track.kind === 'video') void show(remote, '100%', false)
  })
  const made = { connection, channel, received: 0 }
  channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    made.received += data.byteLength
  })
  // Under this name the connections of our own pages are found, too.
  Object.assign(globalThis, { plain: made, keptConnections: [connection] })
}

/** One's own description, with all candidates. In the page. */
async function describeOwn(remote: string): Promise<string> {
  const { connection } = (globalThis as unknown as { plain: Plain }).plain
  if (remote !== '')
    await connection.setRemoteDescription(JSON.parse(remote) as RTCSessionDescriptionInit)
  if (connection.signalingState === 'stable' && remote !== '') return ''
  await connection.setLocalDescription()
  if (connection.iceGatheringState !== 'complete')
    await new Promise<void>((resolve) => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') resolve()
      })
    })
  return JSON.stringify(connection.localDescription)
}

/** Sends the picture as our page does on a good link: a comparison of pages is none of pictures. In the page. */
async function limitPicture(bitrate: number): Promise<void> {
  const { connection } = (globalThis as unknown as { plain: Plain }).plain
  const sender = connection.getSenders().find(({ track }) => track?.kind === 'video')
  if (sender?.track === null || sender?.track === undefined) throw new Error('no picture is sent')
  sender.track.contentHint = 'motion'
  const parameters = sender.getParameters()
  for (const encoding of parameters.encodings) encoding.maxBitrate = bitrate
  await sender.setParameters({ ...parameters, degradationPreference: 'balanced' })
}

/** Connects two pages of the same origin. */
export async function connectPlainly(
  first: Page,
  second: Page,
  relay = '',
  bitrate?: number,
): Promise<void> {
  for (const page of [first, second]) await page.evaluate(prepare, relay)
  const offer = await first.evaluate(describeOwn, '')
  const answer = await second.evaluate(describeOwn, offer)
  await first.evaluate(describeOwn, answer)
  for (const page of [first, second])
    await page.waitForFunction(
      () => (globalThis as unknown as { plain: Plain }).plain.channel.readyState === 'open',
      { polling: 50 },
    )
  if (bitrate === undefined) return
  for (const page of [first, second]) await page.evaluate(limitPicture, bitrate)
}

/** Sends so many bytes as fast as the channel takes them; bytes per second. */
export async function sendPlainly(from: Page, to: Page, bytes: number): Promise<number> {
  await to.evaluate(() => {
    ;(globalThis as unknown as { plain: Plain }).plain.received = 0
  })
  const startedAt = performance.now()
  await from.evaluate(
    async (total, size) => {
      const { channel } = (globalThis as unknown as { plain: Plain }).plain
      const message = new ArrayBuffer(size)
      channel.bufferedAmountLowThreshold = 262_144
      for (let sent = 0; sent < total; sent += size) {
        if (channel.bufferedAmount > 1_048_576)
          await new Promise((resolve) => {
            channel.addEventListener('bufferedamountlow', resolve, { once: true })
          })
        channel.send(message)
      }
    },
    bytes,
    MESSAGE_BYTES,
  )
  await to.waitForFunction(
    (total) => (globalThis as unknown as { plain: Plain }).plain.received >= total,
    { polling: 20, timeout: 300_000 },
    bytes,
  )
  return (bytes * 1000) / (performance.now() - startedAt)
}

export const closePlainly = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const { connection } = (globalThis as unknown as { plain: Plain }).plain
    connection.close()
  })
