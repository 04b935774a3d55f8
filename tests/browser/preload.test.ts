/** What comes unasked, while a visitor reads the start screen. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { sampled } from '../helpers/sampled.ts'
import { DIST } from '../helpers/signalingProcess.ts'
import { useServer } from './useServer.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

/** With what must be there before Find can be pressed (process/page.test.ts). */
const SCRIPT_BYTES_MAX = 212_000
/** Of who saves data: the screens and the words, without what a call takes. */
const SAVED_BYTES_MAX = 156_000

const server = useServer()

/** The scripts that a page has loaded by itself, compressed as the server has them. */
async function loadedBy({ page }: Visitor) {
  await page.waitForFunction(
    () =>
      performance.getEntriesByType('resource').some(({ name }) => /VisitScreens.*js$/.test(name)),
    { polling: 50 },
  )
  await page.waitForNetworkIdle({ idleTime: 1_000 })
  const paths = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js')),
  )
  const bytes = [...new Set(paths)].reduce(
    (sum, path) => sum + statSync(join(DIST, 'web', `${path}.gz`)).size,
    0,
  )
  return { bytes, hasCall: paths.some((path) => path.startsWith('/assets/call-')) }
}

/** Runs in the page: the visitor has told his browser to save data. */
function saveData(): void {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
}

it.each(sampled(['chromium'], ['firefox']))(
  '[C21] loads at most 212 kB of compressed script in all while nothing is pressed: %s',
  async (kind) => {
    const visitor = await createVisitor(kind, server.origin)
    const { bytes, hasCall } = await loadedBy(visitor)
    expect(hasCall).toBe(true)
    expect(bytes).toBeLessThanOrEqual(SCRIPT_BYTES_MAX)
    await visitor.leave()
  },
)

it.each(sampled(['chromium'], ['firefox']))(
  '[C21] who saves data loads what a call takes with Find, and talks: %s',
  async (kind) => {
    const reader = await createVisitor(kind, server.origin, { before: saveData })
    const { bytes, hasCall } = await loadedBy(reader)
    expect(hasCall).toBe(false)
    expect(bytes).toBeLessThanOrEqual(SAVED_BYTES_MAX)
    await reader.leave()
    const pair = await createPair(server.origin, [kind, 'chromium'], {
      mode: 'text',
      before: saveData,
    })
    await pair[0].write('found all the same')
    await pair[1].reads('found all the same')
    for (const one of pair) {
      expect(one.complaints).toEqual([])
      await one.leave()
    }
  },
)
