/** The long versions of what `npm test` samples. */
import { setTimeout as pause } from 'node:timers/promises'
import { fuzzFrames } from '../signaling/protocolFuzz.ts'
import { churn } from '../helpers/churn.ts'
import { valueOf } from '../helpers/metrics.ts'
import { outage } from '../helpers/outage.ts'
import { killOften } from '../radar/durableFileWriter.ts'
import { closeBrowsers } from '../browser/browsers.ts'
import { createScene, expectOtherSymbols, expectUnverified } from '../browser/middlemanScene.ts'
import { BEHIND_PROXY, startSignaling } from '../helpers/signalingProcess.ts'

const CHURN_MS = 300_000
const OUTAGE_MS = 60_000

test('[V2] a million frames harm nobody', () => {
  fuzzFrames(1_000_000)
}, 600_000)

test('[M9] the rules of matching hold while a crowd churns for five minutes', async () => {
  const server = await startSignaling(BEHIND_PROXY)
  try {
    await churn(server, CHURN_MS)
    // The last partner can be reported for a minute; then nothing is left of anybody.
    let residue = Number.NaN
    for (let second = 0; second < 90 && residue !== 0; second += 1) {
      await pause(1_000)
      residue = valueOf(await server.metrics(), 'signaling_residue')
    }
    expect(residue).toBe(0)
  } finally {
    await server.stop()
  }
}, 600_000)

test('[R14] strangers meet as before while the radar is away for a minute, and frozen for another', async () => {
  await outage(OUTAGE_MS, OUTAGE_MS)
}, 300_000)

test('[R4] a file survives a thousand kills of the process that writes it', async () => {
  await killOften(1_000, 4)
}, 600_000)

test('[P11] who passes on picture and voice is not verified either way round, whoever offers', async () => {
  for (const kinds of [
    ['firefox', 'chromium'],
    ['firefox', 'firefox'],
  ] as const) {
    const scene = await createScene(kinds)
    await expectUnverified(scene, true)
    await expectOtherSymbols(scene)
    await scene.close()
  }
  await closeBrowsers()
}, 300_000)
