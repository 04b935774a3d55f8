/** Posts alerts to where the operator wants them: kind, count and time, and nothing else (P6). */
import type { Alerts } from './operatorProtocol.ts'

const PATIENCE_MS = 5_000

/**
 * @param url where to; `''` for nowhere, and then nothing is ever sent (S1)
 * @param onFailed it did not arrive
 */
export function createWebhook(url: string, onFailed: () => void): (alert: Alerts[number]) => void {
  return ({ kind, count, at }) => {
    // What could not be told is not told again by the same way.
    if (url === '' || kind === 'webhookFailed') return
    fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, count, at: new Date(at).toISOString() }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).then(
      (answer) => {
        if (!answer.ok) onFailed()
      },
      () => onFailed(),
    )
  }
}
