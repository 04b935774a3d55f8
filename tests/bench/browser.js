/**
 * How long from pressing Next to the first new picture, beside two plain connections in one page.
 *
 * Both figures come from the same Chromium in the same run, in turn, so that only their ratio
 * carries over to another machine.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import puppeteer from 'puppeteer-core'
import { benchFrames, benchStart } from './page.js'

const ROUNDS = 9
const PORT = 18_080
const GOAL = 1.5

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-gpu',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Two bare connections and one camera: what WebRTC itself takes. Runs in the page. */
async function connectPlainly() {
  // The same picture as ours: what it costs to encode is no part of the comparison.
  const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: size })
  const video = document.createElement('video')
  video.muted = true
  document.body.append(video)
  const startedAt = performance.now()
  const offerer = new RTCPeerConnection()
  const answerer = new RTCPeerConnection()
  offerer.onicecandidate = ({ candidate }) => candidate && answerer.addIceCandidate(candidate)
  answerer.onicecandidate = ({ candidate }) => candidate && offerer.addIceCandidate(candidate)
  offerer.createDataChannel('chat', { negotiated: true, id: 0 })
  answerer.createDataChannel('chat', { negotiated: true, id: 0 })
  for (const track of stream.getTracks()) {
    offerer.addTrack(track, stream)
    answerer.addTrack(track, stream)
  }
  const painted = new Promise((resolve) => {
    answerer.ontrack = ({ track, streams }) => {
      if (track.kind !== 'video') return
      video.srcObject = streams[0]
      video.requestVideoFrameCallback(() => resolve(performance.now()))
      void video.play()
    }
  })
  await offerer.setLocalDescription()
  await answerer.setRemoteDescription(offerer.localDescription)
  await answerer.setLocalDescription()
  await offerer.setRemoteDescription(answerer.localDescription)
  const took = (await painted) - startedAt
  for (const connection of [offerer, answerer]) connection.close()
  for (const track of stream.getTracks()) track.stop()
  video.remove()
  return took
}

/** Presses Next and waits for a picture of the next stranger. Runs in the page. */
function pressNext() {
  const find = () => document.querySelector('video[aria-label=Stranger]')
  const old = find()
  const startedAt = performance.now()
  document.querySelector('button[aria-label=Next]').click()
  return new Promise((resolve) => {
    const look = () => {
      const video = find()
      if (video === null || video === old) requestAnimationFrame(look)
      else video.requestVideoFrameCallback(() => resolve(performance.now() - startedAt))
    }
    look()
  })
}

async function find(page) {
  await page.waitForSelector('button[type=submit]')
  await page.click('input[type=checkbox]')
  await page.click('button[type=submit]')
}

const hears = (page, words) =>
  page.waitForFunction(
    (wanted) => document.querySelector('[role=status]')?.textContent.includes(wanted),
    { polling: 50 },
    words,
  )

/**
 * @returns {Promise<{ name: string, ours: number, floor: number, goal: number, page: string }>}
 * milliseconds, and what there is to say of the page itself
 */
export async function benchBrowser() {
  const server = spawn(process.execPath, ['dist/signaling/main.js'], {
    env: { SIGNALING_PORT: String(PORT), SIGNALING_METRICS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(server.stdout, 'data')
  const browser = await puppeteer.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: CHROMIUM_ARGS,
  })
  const origin = `http://localhost:${PORT}`
  try {
    const open = async () => {
      const page = await (await browser.createBrowserContext()).newPage()
      await page.goto(origin)
      return page
    }
    const [hurried, first, second, plain] = [await open(), await open(), await open(), await open()]
    let [partner, waiting] = [first, second]
    await find(partner)
    await hears(partner, 'Looking')
    await find(hurried)
    await hears(hurried, 'You are talking')
    const ours = []
    const floor = []
    for (let round = 0; round < ROUNDS; round += 1) {
      // A reloaded page is a new stranger, so that the two may be paired again.
      await waiting.goto(origin)
      await find(waiting)
      await hears(waiting, 'Looking')
      floor.push(await plain.evaluate(connectPlainly))
      ours.push(await hurried.evaluate(pressNext))
      await hears(waiting, 'You are talking')
      ;[partner, waiting] = [waiting, partner]
    }
    const page = (await benchFrames(hurried, partner)) + (await benchStart(browser, origin))
    return {
      name: 'Next to first picture (ms)',
      ours: median(ours),
      floor: median(floor),
      goal: GOAL,
      page,
    }
  } finally {
    await browser.close()
    server.kill('SIGKILL')
  }
}
