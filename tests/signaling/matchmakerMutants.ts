/** Three matchmakers with the classic mistakes: a test that does not notice them proves nothing. */
import { createMatchmaker, type MatchmakerEffect } from '../../signaling/matchmaker.ts'
import type { CreateMatchmaker } from './matchmakerContract.ts'

/** Removes whatever the visitor waits for, so that a late removal hits his next search. */
export const removesByVisitor: CreateMatchmaker = (emit) => {
  const matchmaker = createMatchmaker(emit)
  const owners = new Map<string, string>()
  const newest = new Map<string, string>()
  function note({ id, visitor }: { id: string; visitor: string }): void {
    owners.set(id, visitor)
    newest.set(visitor, id)
  }
  return {
    ...matchmaker,
    find(ticket, now) {
      note(ticket)
      matchmaker.find(ticket, now)
    },
    renew(ticketId, ticket) {
      const isKept = matchmaker.renew(ticketId, ticket)
      if (isKept) note(ticket)
      return isKept
    },
    meet(ticket, token, now) {
      note(ticket)
      matchmaker.meet(ticket, token, now)
    },
    cancel(ticketId) {
      const id = newest.get(owners.get(ticketId) ?? '')
      if (id !== undefined) matchmaker.cancel(id)
    },
  }
}

/** Takes nothing back, and so pairs people with those who have stopped or gone. */
export const neverRemoves: CreateMatchmaker = (emit) => ({
  ...createMatchmaker(emit),
  cancel: () => undefined,
})

/** Decides in one step and acts in a later one, as two round trips to a database would. */
export const actsLater: CreateMatchmaker = (emit) => {
  const decided: MatchmakerEffect[] = []
  const matchmaker = createMatchmaker((effect) => decided.push(effect))
  function later(act: () => void): void {
    const due = decided.splice(0)
    act()
    for (const effect of due) emit(effect)
  }
  return {
    ...matchmaker,
    find: (ticket, now) => later(() => matchmaker.find(ticket, now)),
    meet: (ticket, token, now) => later(() => matchmaker.meet(ticket, token, now)),
    cancel: (ticketId) => later(() => matchmaker.cancel(ticketId)),
    tick: (now) => later(() => matchmaker.tick(now)),
  }
}
