/** The radar killed and frozen under load; `npm run prove` does it for longer. */
import { outage } from '../helpers/outage.ts'

const DOWN_MS = 10_000
/** Longer than what nodes say holds. */
const FROZEN_MS = 4_500

test('[R14][R13] strangers meet as before while the radar is killed and frozen, and then it knows all', async () => {
  await outage(DOWN_MS, FROZEN_MS)
}, 90_000)
