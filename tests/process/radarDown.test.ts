/** The radar killed and frozen under load; `npm run prove` does it for longer. */
import { outage } from '../helpers/outage.ts'

const DOWN_MS = 10_000
const FROZEN_MS = 5_000

test('[R14][R13] strangers meet as before while the radar is killed and frozen, and then it knows all', async () => {
  await outage(DOWN_MS, FROZEN_MS)
}, 90_000)
