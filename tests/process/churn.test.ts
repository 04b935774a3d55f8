/** The short churn; `npm run prove` runs a longer one. */
import { churn } from '../helpers/churn.ts'
import { BEHIND_PROXY, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const RUN_MS = 30_000

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling(BEHIND_PROXY)
})
afterAll(() => server.stop())

test('[M1][M2][M3][M4][M5][M6][M7][M8][M9][M10][M15][M18] hold while a crowd churns', async () => {
  await churn(server, RUN_MS)
})
