/** The long versions of what `npm test` samples. */
import { fuzzFrames } from '../signaling/protocolFuzz.ts'
import { churn } from '../helpers/churn.ts'
import { BEHIND_PROXY, startSignaling } from '../helpers/signalingProcess.ts'

const CHURN_MS = 300_000

test('[V2] a million frames harm nobody', () => {
  fuzzFrames(1_000_000)
}, 600_000)

test('[M9] the rules of matching hold while a crowd churns for five minutes', async () => {
  const server = await startSignaling(BEHIND_PROXY)
  try {
    await churn(server, CHURN_MS)
  } finally {
    await server.stop()
  }
}, 600_000)
