/** Voice notes between real browsers: recorded, sent, heard, and nothing left of them. */
import { createHash, randomBytes } from 'node:crypto'
import { chunkOf } from '../helpers/chunk.ts'
import { sampled } from '../helpers/sampled.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { findingsInBothThemes } from './axe.ts'
import { browserOf, closeBrowsers } from './browsers.ts'
import { expectNoUploadOf, uploadedBy } from './uploads.ts'
import { meetAgain, type Visitor } from './visitor.ts'
import {
  addressesOf,
  liveMicrophones,
  meet,
  MINE,
  plays,
  recordsUntil,
  soundOf,
  THEIRS,
  timesAsked,
  timesPlayed,
  visibleSends,
  type Kept,
} from './voiceNotes.ts'

let server: SignalingProcess

beforeAll(async () => {
  // Browsers start slowly on a busy machine: the first test does not wait for them.
  server = await startSignaling()
  await browserOf('chromium')
  await browserOf('firefox')
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

const textOf = ({ page }: Visitor): Promise<string> => page.$eval('body', (one) => one.innerText)

const WAYS = sampled(
  [['firefox', 'chromium', 'audio/ogg']],
  [['chromium', 'firefox', 'audio/webm']],
)

describe('a voice note in a call', () => {
  let pair: Record<'chromium' | 'firefox', Visitor>
  beforeAll(async () => {
    const [chromium, firefox] = await meet(server.origin, ['chromium', 'firefox'], {
      mode: 'video',
    })
    pair = { chromium, firefox }
    // Pictures take most of a busy machine, and nothing here is about them.
    await Promise.all([chromium.press('Camera off'), firefox.press('Camera off')])
  })
  afterAll(async () => {
    for (const one of Object.values(pair)) await one.leave()
  })

  it.each(WAYS)('[C14] [P2] goes from %s to %s, which plays it', async (from, to, type) => {
    const [sender, receiver] = [pair[from], pair[to]]
    await sender.press('Mute')
    await receiver.sees('The stranger is muted')

    const uploaded = [await uploadedBy(sender), await uploadedBy(receiver)]
    await sender.press('Voice note')
    await sender.page.waitForSelector('[role=meter]')
    // Checked while it is recorded, which takes its time anyway; both themes can be had in one alone.
    const findings = findingsInBothThemes
    expect(await findings(sender, '.voice-recording')).toEqual([])
    await recordsUntil(sender, '0:02')
    expect(await visibleSends(sender)).toBe(0)
    const during = await liveMicrophones(sender)
    // Who is muted stays muted to the call.
    const sent = await sender.page.evaluate(() => {
      const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
      const tracks = keptConnections.flatMap((one) => one.getSenders().map(({ track }) => track))
      return tracks.filter((track) => track?.kind === 'audio').map((track) => track?.enabled)
    })
    expect(sent).not.toContain(true)
    await sender.press('Finish note')
    await sender.page.waitForSelector(`form ${MINE}`)
    expect(await visibleSends(sender)).toBe(1)
    expect(await liveMicrophones(sender)).toBe(during - 1)
    expect(await findings(sender, 'form.compose')).toEqual([])
    await sender.press('Send')

    await receiver.page.waitForSelector(`${THEIRS} .voice-play:not(:disabled)`)
    await sender.sees('Delivered')
    expect(await timesPlayed(receiver)).toBe(0)
    expect(await findings(receiver, THEIRS)).toEqual([])
    // One that nobody has heard has no player that holds it.
    expect(await receiver.page.$$(`${THEIRS} audio[src]`)).toHaveLength(0)
    await receiver.page.click(`${THEIRS} .voice-play`)
    await plays(receiver, THEIRS, 'beyond 1 s')
    await plays(receiver, THEIRS, 'paused')
    const sound = await soundOf(receiver, THEIRS)
    expect(sound.type).toBe(type)
    expect(sound.seconds).toBeGreaterThan(1.5)
    expect(sound.loudness).toBeGreaterThan(1e-5)
    // Since it was begun the server has got less than a part of it, and a call's introduction before.
    const since = [await uploadedBy(sender), await uploadedBy(receiver)]
    expect(sound.bytes).toBeGreaterThan(4_000)
    for (const [at, bytes] of since.entries())
      expect(bytes - (uploaded[at] ?? 0)).toBeLessThan(1_000)
    for (const one of [sender, receiver]) await expectNoUploadOf(one)

    // Where it is heard is chosen with the arrows, and how fast with a button.
    await receiver.page.focus(`${THEIRS} input`)
    await receiver.page.keyboard.press('ArrowRight')
    await receiver.page.waitForSelector(`${THEIRS} input[aria-valuetext^="0:01"]`)
    await receiver.press('Speed 1×', THEIRS)
    await receiver.press('Speed 1.5×', THEIRS)
    expect(await receiver.page.$eval(`${THEIRS} audio`, (audio) => audio.playbackRate)).toBe(2)
  })

  it('[C14] [C20] is gone with the conversation in either browser', async () => {
    const { chromium, firefox } = pair
    await Promise.all([firefox.press('Next'), chromium.hears('The stranger went on')])
    await firefox.hears('Looking for someone')
    for (const one of [chromium, firefox]) {
      expect(await addressesOf(one)).toBe(0)
      expect(one.complaints).toEqual([])
    }
  })
})

/** Each test but the first begins with the two meeting anew. */
let first: Visitor
let second: Visitor

it('[C14] without a call’s microphone one is asked for, only then, and let go whatever happens', async () => {
  ;[first, second] = await meet(server.origin, ['chromium', 'firefox'], { mode: 'text' })
  const isOver = async () => {
    await first.page.waitForSelector('textarea')
    expect(await liveMicrophones(first)).toBe(0)
    expect(await addressesOf(first)).toBe(0)
  }
  expect(await timesAsked(first)).toBe(0)

  // Held, and let go.
  const button = await first.page.waitForSelector('[aria-label="Voice note"]:not(:disabled)')
  const box = await button?.boundingBox()
  await first.page.mouse.move((box?.x ?? 0) + 22, (box?.y ?? 0) + 22)
  await first.page.mouse.down()
  await recordsUntil(first, '0:01')
  expect(await liveMicrophones(first)).toBe(1)
  expect(await timesAsked(first)).toBe(1)
  await first.page.mouse.up()
  await first.page.waitForSelector(`form ${MINE}`)
  expect(await liveMicrophones(first)).toBe(0)
  await first.page.keyboard.press('Escape')
  await isOver()
  expect(await textOf(first)).not.toContain('Press Esc again to leave')

  // By keys: the one that ends it then listens to it.
  await first.page.focus('[aria-label="Voice note"]')
  await first.page.keyboard.press('Enter')
  await recordsUntil(first, '0:01')
  await first.page.waitForFunction(
    () => Number(document.querySelector('[role=meter]')?.getAttribute('aria-valuenow')) > 0,
    { polling: 50 },
  )
  await first.page.keyboard.press('Enter')
  await first.page.waitForSelector(`form ${MINE} .voice-play:focus`)
  await first.press('Discard note')
  await isOver()

  for (const cancel of [
    () => first.press('Discard note'),
    () => first.page.keyboard.press('Escape'),
  ]) {
    await first.press('Voice note')
    await first.page.waitForSelector('[role=meter]')
    await cancel()
    await isOver()
  }
  expect(await textOf(first)).not.toContain('Press Esc again to leave')

  // Only one is heard at a time, and none while another is recorded.
  for (const count of [1, 2]) {
    await first.press('Voice note')
    await recordsUntil(first, '0:01')
    await first.press('Finish note')
    await first.press('Send')
    await second.page.waitForFunction(
      (place, wanted) =>
        document.querySelectorAll(`${place} .voice-play:enabled`).length === wanted,
      { polling: 50 },
      THEIRS,
      count,
    )
  }
  // They have to sound longer than the test takes.
  await second.page.$$eval(`${THEIRS} audio`, (all) => all.forEach((audio) => (audio.loop = true)))
  const sounding = (...wanted: readonly boolean[]) =>
    second.page.waitForFunction(
      (place, states) =>
        [...document.querySelectorAll<HTMLAudioElement>(`${place} audio`)].every(
          ({ paused }, at) => paused !== states[at],
        ),
      { polling: 50 },
      THEIRS,
      wanted,
    )
  const buttons = await second.page.$$(`${THEIRS} .voice-play`)
  await buttons[0]?.click()
  await sounding(true, false)
  await buttons[1]?.click()
  await sounding(false, true)
  await second.press('Voice note')
  await sounding(false, false)
  await second.press('Discard note')

  await first.press('Voice note')
  await first.page.waitForSelector('[role=meter]')
  await first.press('Next')
  await first.hears('Looking for someone')
  expect(await liveMicrophones(first)).toBe(0)
  expect(await addressesOf(first)).toBe(0)
  expect([...first.complaints, ...second.complaints]).toEqual([])
})

it('[C7] [C14] it is said why nothing can be recorded, and nobody is asked for nothing', async () => {
  await meetAgain([first, second], () =>
    second.page.evaluate(() => {
      HTMLMediaElement.prototype.canPlayType = () => ''
    }),
  )
  await first.press('Voice note')
  await first.sees('The stranger’s browser plays no voice note that yours can record.')
  expect(await timesAsked(first)).toBe(0)

  await second.page.evaluate(() => {
    MediaDevices.prototype.getUserMedia = () =>
      Promise.reject(new DOMException('no', 'NotAllowedError'))
  })
  await second.press('Voice note')
  await second.sees('No microphone to record with. To be heard, allow the microphone for this page')
  await second.write('then I write')
  await first.reads('then I write')
  await first.press('Stop')
  await second.hears('The stranger left')
})

/** What a hostile page says on the channel for transfers: texts, and bytes as base64. */
async function speak({ page }: Visitor, messages: readonly (string | Uint8Array)[]): Promise<void> {
  const spoken = messages.map((message) =>
    typeof message === 'string'
      ? { text: message }
      : { text: null, bytes: Buffer.from(message).toString('base64') },
  )
  await page.waitForFunction(
    () =>
      (globalThis as unknown as { kept: Kept }).kept.channels.some(
        ({ label, readyState }) => label === 'transfer' && readyState === 'open',
      ),
    { polling: 50 },
  )
  await page.evaluate((all) => {
    const { kept } = globalThis as unknown as { kept: Kept }
    const channel = kept.channels.findLast(
      ({ label, readyState }) => label === 'transfer' && readyState === 'open',
    )
    for (const { text, bytes = '' } of all) {
      if (text !== null) channel?.send(text)
      else channel?.send(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)))
    }
  }, spoken)
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

it.each(sampled([['firefox', 'chromium']], [['chromium', 'firefox']]))(
  '[C14] [C12] noise that begins as a voice note, and one that lies about its length, from %s harm nobody in %s',
  async (...[from]) => {
    const [hostile, victim] = from === 'chromium' ? [first, second] : [second, first]
    await meetAgain([hostile, victim])
    const noise = randomBytes(60_000)
    Buffer.from('1a45dfa3', 'hex').copy(noise)
    const mime = 'audio/webm'
    const what = { kind: 'voice', name: 'v', size: noise.length, mime, seconds: 61, levels: [15] }
    await speak(hostile, [
      JSON.stringify({ type: 'offer', id: 900, what }),
      new Uint8Array(chunkOf(900, 0, noise)),
      JSON.stringify({ type: 'end', id: 900, digest: sha256(sha256(noise)).toString('base64url') }),
    ])
    await victim.page.waitForSelector(`${THEIRS} .voice-play:not(:disabled)`)
    await victim.page.click(`${THEIRS} .voice-play`)
    await victim.sees('This voice note cannot be played.')

    // It says that it is almost nothing, and would sound for seconds.
    await hostile.page.evaluate(() => {
      const { send } = RTCDataChannel.prototype
      RTCDataChannel.prototype.send = function lie(data: unknown) {
        const lied =
          typeof data === 'string' ? data.replace(/"seconds":[\d.]+/, '"seconds":0.1') : data
        Reflect.apply(send, this, [lied])
      }
    })
    await hostile.press('Voice note')
    await recordsUntil(hostile, '0:02')
    await hostile.press('Finish note')
    await hostile.press('Send')
    const LAST = `${THEIRS} ~ ${THEIRS}`
    await victim.page.waitForSelector(`${LAST} .voice-play:not(:disabled)`)
    await victim.page.$eval(`${LAST} audio`, (audio) =>
      audio.addEventListener('playing', () => audio.setAttribute('data-begun', '')),
    )
    await victim.page.click(`${LAST} .voice-play`)
    await victim.page.waitForFunction(
      (place) => {
        const audio = document.querySelector<HTMLAudioElement>(`${place} audio[data-begun]`)
        return audio !== null && audio.paused && !audio.ended && audio.currentTime === 0
      },
      { polling: 50 },
      LAST,
    )

    await victim.write('still here')
    await hostile.reads('still here')
    await victim.press('Stop')
    await victim.hears('You left')
    await hostile.hears('The stranger left')
    expect(await addressesOf(victim)).toBe(0)
  },
)
