/** Asks a person to look at a block again. */
import { APPEAL_PATH } from '../../signaling/protocol.ts'
import type { AppealState, View } from './visit.ts'

const ANSWERS: Readonly<Record<number, AppealState>> = {
  202: 'sent',
  404: 'lapsed',
  429: 'tooMany',
}

/** What the button does: once at a time, and the view says what came of it. */
export function createAppeal(
  getView: () => View,
  show: (change: Partial<View>) => void,
): () => void {
  return () => {
    const { block, appeal } = getView()
    if (block === null || appeal === 'sending') return
    show({ appeal: 'sending' })
    void sendAppeal(block.code).then((answer) => show({ appeal: answer }))
  }
}

/** Sends the code that came with the block; says what became of it. */
async function sendAppeal(code: string): Promise<AppealState> {
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
