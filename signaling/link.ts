/** One visitor as the hub and his socket know him. */
import type { Party } from './evidence.ts'
import type { Ticket } from './matchmaker.ts'
import type { Headcount } from './metrics.ts'
import type { CloseReason, ServerMessage } from './protocol.ts'
import type { Find, VisitorState } from './visitor.ts'

/** The sending half of one visitor's socket. */
export interface Link {
  text(frame: string): void
  binary(frame: Buffer): void
  close(reason: CloseReason): void
}

export interface Visitor {
  /** Random, new for each socket, told to nobody. */
  readonly id: string
  readonly link: Link
  /** The network prefix, under the limits' keys. */
  readonly party: Party
  readonly lan: boolean
  /** Whether it holds one of its network's places. */
  readonly hasPlace: boolean
  state: VisitorState
  partner: Visitor | null
  reportToken: string
  signalsLeft: number
  pairedAt: number
  /** Whether the present partner is whoever the server found, and not one asked for by token. */
  wasFound: boolean
  /** Whether the last search promised a picture. */
  camera: boolean
  /** Whether the present stranger has shown nothing, as this visitor's page says. */
  sawNothing: boolean
  /** Whether it has talked with a stranger for a while, as people do. */
  isSteady: boolean
}

const GREETING: VisitorState = { phase: 'greeting' }

/**
 * Somebody who has just come, and has yet to greet. Field by field: of a copy that is added to, V8
 * makes a kind of its own each time, which is 400 bytes a visitor and slow to look into.
 */
export function createVisitor({
  id,
  link,
  party,
  lan,
  hasPlace,
}: Pick<Visitor, 'id' | 'link' | 'party' | 'lan' | 'hasPlace'>): Visitor {
  return {
    id,
    link,
    party,
    lan,
    hasPlace,
    state: GREETING,
    partner: null,
    reportToken: '',
    signalsLeft: 0,
    pairedAt: 0,
    wasFound: false,
    camera: false,
    sawNothing: false,
    isSteady: false,
  }
}

/** What the matchmaker is told of a search. */
export const ticketOf = (
  { id: visitor }: Visitor,
  id: string,
  { mode, interests, languages, calm = false }: Find,
): Ticket => ({ id, visitor, mode, interests, languages, calm })

/** How many are in which phase. */
export function headcountOf(visitors: Iterable<Visitor>): Headcount {
  const counts: Headcount = { greeting: 0, idle: 0, waiting: 0, paired: 0 }
  for (const { state } of visitors) if (state.phase !== 'closed') counts[state.phase] += 1
  return counts
}

/** How many have a prefix that a test holds for: asked for often, and of everybody. */
export function countWhere(visitors: Iterable<Visitor>, test: (prefix: string) => boolean): number {
  let count = 0
  for (const { party } of visitors) if (test(party.prefix)) count += 1
  return count
}

/** All that is known of a visitor and stays so, for himself to see: ids say nothing, and are left out. */
export const viewOf = (
  { party, camera, isSteady }: Visitor,
  consent: boolean,
): Extract<ServerMessage, { type: 'view' }> => ({
  type: 'view',
  network: party.prefix,
  consent,
  camera,
  steady: isSteady,
})
