/** What happens in a visit that is worth a sound, a sign or a touch: told from two looks at it. Pure. */
import type { View } from './visit.ts'

/** `over`: nobody is there any more who could be kept waiting. */
export type Happening = 'found' | 'message' | 'sent' | 'over'

type Seen = Pick<View, 'state' | 'conversation' | 'transfers'>

const isIn = ({ state: { phase } }: Seen): boolean => phase === 'pairing' || phase === 'talking'
const transfersOf = ({ transfers }: Seen, mine: boolean): number =>
  transfers.filter((transfer) => transfer.mine === mine).length

/** What has happened between two looks; several lines at once are one message. */
export function happenings(before: Seen, after: Seen): readonly Happening[] {
  const found: Happening[] = []
  if (before.state.phase === 'pairing' && after.state.phase === 'talking') found.push('found')
  if (isIn(before) && !isIn(after)) found.push('over')
  if (after.state.phase !== 'talking') return found
  if (
    after.conversation.lastReceived > before.conversation.lastReceived ||
    transfersOf(after, false) > transfersOf(before, false)
  )
    found.push('message')
  if (
    after.conversation.lastSent > before.conversation.lastSent ||
    transfersOf(after, true) > transfersOf(before, true)
  )
    found.push('sent')
  return found
}

/** What waits for a visitor who does not look. */
export interface Waiting {
  readonly messages: number
  readonly isFound: boolean
}

export const NOTHING_WAITS: Waiting = { messages: 0, isFound: false }

/** One who writes without end changes nothing from here on. */
const MESSAGES_MAX = 99

/** Counts what happens while the page is out of sight. */
export function wait(waiting: Waiting, happening: Happening): Waiting {
  switch (happening) {
    case 'found':
      return { ...waiting, isFound: true }
    case 'message':
      return { ...waiting, messages: Math.min(waiting.messages + 1, MESSAGES_MAX) }
    case 'over':
      return NOTHING_WAITS
    case 'sent':
      return waiting
    default:
      return happening satisfies never
  }
}
