/** A search from a busy network, in a real browser: it waits, works a little and goes on. */
import { sampled } from '../helpers/sampled.ts'
import { writeThresholds } from '../helpers/radarProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { closeBrowsers } from './browsers.ts'
import { check } from './operatorVisitor.ts'
import { startStage, type Stage } from './radarStage.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** So few searches are normal here, that a test can make more. */
const FEW = {
  evidence: { buckets: { finds: { capacity: 3, leakMs: 600_000 } } },
  signals: { finds: { points: 60 } },
}

const MANY = 4

let stage: Stage
beforeAll(async () => {
  stage = await startStage(['203.0.113.31', '203.0.113.33', '198.51.100.32'], (folder) =>
    writeThresholds(folder, FEW),
  )
})
afterAll(async () => {
  await closeBrowsers()
  await stage.close()
})

/** How many networks the radar has slowed down. */
async function throttled(): Promise<number> {
  const metrics = await fetch(`http://127.0.0.1:${stage.radar.metricsPort}/metrics`)
  return Number(/^radar_throttles (\d+)$/m.exec(await metrics.text())?.[1])
}

/** Runs in the page: keeps the texts that it sends to the server. */
function keepSent(): void {
  const sent: string[] = []
  Object.assign(globalThis, { sent })
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function keep(data) {
    if (typeof data === 'string') sent.push(data)
    send.call(this, data)
  }
}

/** What has been sent since somebody asked. */
const sentBy = ({ page }: Visitor) =>
  page.evaluate(() => (globalThis as unknown as { sent: string[] }).sent.splice(0))

/** What the page says of a search just begun. */
async function isSlowed({ page }: Visitor): Promise<boolean> {
  const said = await page.waitForFunction(
    () =>
      /it is no test of you|Looking for someone/.exec(
        document.querySelector('[role=status]')?.textContent ?? '',
      )?.[0],
    { polling: 50 },
  )
  return (await said.jsonValue()) === 'it is no test of you'
}

/** Each from a network of its own. */
const KINDS = sampled([['chromium', 0]], [['firefox', 1]])

it.each(KINDS)(
  '[R22] slows down who searches too much, says so, and lets him go on after a little work: %s',
  async (kind, at) => {
    const [busy = '', calm = ''] = [stage.origins[at], stage.origins.at(-1)]
    const restless = await createVisitor(kind, busy, { mode: 'text', before: keepSent })
    await restless.find()
    for (let times = 0; times < MANY; times += 1) {
      await restless.hears('Looking for someone')
      await restless.press('Cancel')
      await restless.press('Find someone')
    }
    await restless.press('Cancel')
    await waitUntil(20_000, async () => (await throttled()) > at)

    // The radar's word reaches the server a little later; until then a search is as any other.
    await waitUntil(20_000, async () => {
      await sentBy(restless)
      await restless.press('Find someone')
      if (await isSlowed(restless)) return true
      await restless.press('Cancel')
      return false
    })
    // In Firefox no theme can be asked for.
    if (kind === 'chromium') await check(restless, 'slowed')

    const other = await createVisitor('chromium', calm, { mode: 'text' })
    await other.find()
    await Promise.all([restless.hears('You are talking'), other.hears('You are talking')])
    // By work, not by waiting for the end of patience.
    const proofs = (await sentBy(restless)).filter((text) => text.includes('"proof"'))
    expect(proofs).toHaveLength(1)
    expect(JSON.parse(proofs[0] ?? '')).toMatchObject({ solution: { counter: expect.any(Number) } })
    expect([...restless.complaints, ...other.complaints]).toEqual([])
    await Promise.all([restless.leave(), other.leave()])
  },
)
