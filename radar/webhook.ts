/** Posts alerts to where the operator wants them: kind, count and time, and nothing else (P6). */
import type { Alerts } from './operatorProtocol.ts'

const PATIENCE_MS = 5_000
/** Alerts come rarely: whoever has so many unanswered ones is not there. */
const UNANSWERED_MAX = 8

/**
 * @param url where to; `''` for nowhere, and then nothing is ever sent (S1)
 * @param onFailed it did not arrive
 */
export function createWebhook(url: string, onFailed: () => void): (alert: Alerts[number]) => void {
  let unanswered = 0

  async function post({ kind, count, at }: Alerts[number]): Promise<boolean> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, count, at: new Date(at).toISOString() }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    // What it says beyond its status is read by nobody.
    await answer.body?.cancel().catch(() => undefined)
    return answer.ok
  }

  return (alert) => {
    // What could not be told is not told again by the same way.
    if (url === '' || alert.kind === 'webhookFailed') return
    if (unanswered >= UNANSWERED_MAX) {
      onFailed()
      return
    }
    unanswered += 1
    post(alert)
      .catch(() => false)
      .then((hasArrived) => {
        unanswered -= 1
        if (!hasArrived) onFailed()
      })
      .catch(() => undefined)
  }
}
