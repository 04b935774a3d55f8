/** Asks a person to look at a block again. */
import { APPEAL_PATH } from '../../signaling/protocol.ts'
import type { AppealState } from './visit.ts'

const ANSWERS: Readonly<Record<number, AppealState>> = {
  202: 'sent',
  404: 'lapsed',
  429: 'tooMany',
}

/** Sends the code that came with the block; says what became of it. */
export async function sendAppeal(code: string): Promise<AppealState> {
  try {
    const answer = await fetch(APPEAL_PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
      credentials: 'omit',
    })
    return ANSWERS[answer.status] ?? 'failed'
  } catch {
    return 'failed'
  }
}
