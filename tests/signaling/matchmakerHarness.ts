/**
 * Drives a matchmaker with histories of a few visitors, and judges each answer by the rules, in
 * the plainest way there is: every pair of visitors is compared after every command.
 */
import { FALLBACK_MS } from '../../signaling/matchmaker.ts'
import type { MatchmakerEffect, Ticket } from '../../signaling/matchmaker.ts'
import { MEET_TIMEOUT_MS } from '../../signaling/protocol.ts'
import type { CreateMatchmaker } from './matchmakerContract.ts'

/** Long enough to see every rule at work, few enough that they meet again and again. */
export const VISITORS = 6
const MET_MS = 600_000
const NO_WISH = { mode: 'video', interests: [], languages: [], calm: false } as const

type Wish = Pick<Ticket, 'mode' | 'interests' | 'languages' | 'calm'>

export type Command =
  | { type: 'find'; who: number; wish: Wish }
  | { type: 'meet'; who: number; token: string }
  /** Asks again, for the same or for something else. */
  | { type: 'renew'; who: number; wish: Wish | null }
  | { type: 'cancel' | 'lateCancel' | 'gone'; who: number }
  | { type: 'bar'; who: number; other: number }
  | { type: 'tick'; ms: number }

export interface Judgement {
  /** Also demand that compatible visitors are paired at once (M5) and that counts agree (M10). */
  readonly prompt: boolean
}

/** One search or meeting. */
interface Errand {
  readonly id: string
  readonly visitor: string
  readonly since: number
  readonly order: number
  /** `null` for a meeting. */
  readonly ticket: Ticket | null
  readonly token: string | null
}

/** A rule is broken; the message starts with its id. */
export class BrokenRule extends Error {}

function demand(holds: boolean, rule: string, sentence: string): void {
  if (!holds) throw new BrokenRule(`[${rule}] ${sentence}`)
}

export function runHistory(
  create: CreateMatchmaker,
  commands: readonly Command[],
  { prompt }: Judgement,
): void {
  const matchmaker = create(onEffect)
  const names = Array.from({ length: VISITORS }, (_, index) => `v${index}`)
  const alive = new Set(names)
  /** What each visitor waits for, by visitor. */
  const errands = new Map<string, Errand>()
  /** All tickets each visitor ever had, so that late removals can be sent. */
  const past = new Map<string, string[]>()
  const partners = new Map<string, string>()
  const metAt = new Map<string, number>()
  const barred = new Set<string>()
  const count = { searches: 0, matched: 0, cancelled: 0 }
  let now = 0
  let lastTicket = 0

  const both = (a: string, b: string): string => [a, b].sort().join('+')
  const share = (a: readonly string[], b: readonly string[]) => a.some((one) => b.includes(one))
  const haveMet = (a: string, b: string, at: number) =>
    at - (metAt.get(both(a, b)) ?? -MET_MS) < MET_MS
  const nameOf = (who: number): string => names[who % VISITORS] ?? ''

  function onEffect(effect: MatchmakerEffect): void {
    if (effect.type === 'missed') return onMissed(effect.ticket.id, effect.ticket.visitor)
    const { first, second } = effect
    demand(first.visitor !== second.visitor, 'M1', `${first.visitor} meets himself`)
    for (const { id, visitor } of [first, second]) {
      demand(alive.has(visitor), 'M4', `${visitor} has gone`)
      demand(!partners.has(visitor), 'M2', `${visitor} is in a pair`)
      demand(errands.get(visitor)?.id === id, 'M7', `${id} is not what ${visitor} waits for`)
    }
    const one = errands.get(first.visitor)
    const other = errands.get(second.visitor)
    if (one === undefined || other === undefined) throw new BrokenRule('[M7] nobody waits')
    demand(!barred.has(both(one.visitor, other.visitor)), 'M8', 'one reported the other')
    demand(one.order < other.order, 'M5', 'the first did not wait longer')
    judgeKind(one, other)
    errands.delete(one.visitor)
    errands.delete(other.visitor)
    partners.set(one.visitor, other.visitor)
    partners.set(other.visitor, one.visitor)
    metAt.set(both(one.visitor, other.visitor), now)
    if (one.ticket !== null) count.matched += 2
  }

  function judgeKind(one: Errand, other: Errand): void {
    demand(one.token === other.token, 'M15', 'their tokens differ')
    if (one.ticket === null || other.ticket === null) {
      demand(now - one.since < MEET_TIMEOUT_MS, 'M15', 'the token has lapsed')
      return
    }
    demand(one.ticket.mode === other.ticket.mode, 'M5', 'their modes differ')
    const hasWaited = [one, other].map((errand) => now - errand.since >= FALLBACK_MS)
    if (haveMet(one.visitor, other.visitor, now))
      demand(hasWaited.every(Boolean), 'M13', 'they have just met')
    if (share(one.ticket.interests, other.ticket.interests) || hasWaited.some(Boolean)) return
    const haveWishes = [one, other].every(({ ticket }) => ticket?.interests.length !== 0)
    demand(!haveWishes, 'M12', 'they share no interest yet')
    demand(one.ticket.calm === other.ticket.calm, 'M16', 'one of them is calm')
  }

  function onMissed(id: string, visitor: string): void {
    const errand = errands.get(visitor)
    demand(errand?.id === id, 'M7', `${visitor} misses what he does not wait for`)
    demand(typeof errand?.token === 'string', 'M15', 'a search is not a meeting')
    errands.delete(visitor)
  }

  function takeBack(visitor: string): void {
    const errand = errands.get(visitor)
    if (errand === undefined) return
    errands.delete(visitor)
    if (errand.ticket !== null) count.cancelled += 1
    matchmaker.cancel(errand.id)
  }

  function part(visitor: string): void {
    const partner = partners.get(visitor)
    partners.delete(visitor)
    if (partner !== undefined) partners.delete(partner)
  }

  /** Notes what a visitor waits for now, and that he waits for nothing else. */
  function start(visitor: string, ticket: Ticket | null, id: string, token: string | null): void {
    takeBack(visitor)
    part(visitor)
    past.set(visitor, [...(past.get(visitor) ?? []), id])
    errands.set(visitor, { id, visitor, since: now, order: lastTicket, ticket, token })
  }

  function leave(who: number): void {
    const visitor = nameOf(who)
    takeBack(visitor)
    part(visitor)
    alive.delete(visitor)
    matchmaker.forget(visitor)
    for (const pair of barred) if (pair.split('+').includes(visitor)) barred.delete(pair)
    // Whoever comes back has another socket, and with it another name.
    const next = `v${who % VISITORS}.${(lastTicket += 1)}`
    names[who % VISITORS] = next
    alive.add(next)
  }

  function perform(command: Command): void {
    switch (command.type) {
      case 'find': {
        const visitor = nameOf(command.who)
        const ticket = { id: `t${(lastTicket += 1)}`, visitor, ...command.wish }
        start(visitor, ticket, ticket.id, null)
        count.searches += 1
        matchmaker.find(ticket, now)
        return
      }
      case 'meet': {
        const visitor = nameOf(command.who)
        const id = `t${(lastTicket += 1)}`
        start(visitor, null, id, command.token)
        matchmaker.meet({ id, visitor }, command.token, now)
        return
      }
      case 'renew': {
        const visitor = nameOf(command.who)
        const errand = errands.get(visitor)
        if (errand === undefined) return
        const old = errand.ticket ?? { visitor, ...NO_WISH }
        const ticket = { ...old, ...command.wish, id: `t${(lastTicket += 1)}` }
        const isSame = JSON.stringify({ ...ticket, id: '' }) === JSON.stringify({ ...old, id: '' })
        const isKept = matchmaker.renew(errand.id, ticket)
        demand(isKept === (errand.ticket !== null && isSame), 'M11', 'its place was not its wish’s')
        if (!isKept) return
        past.set(visitor, [...(past.get(visitor) ?? []), errand.id])
        errands.set(visitor, { ...errand, id: ticket.id, ticket })
        return
      }
      case 'cancel':
        takeBack(nameOf(command.who))
        return
      case 'lateCancel': {
        const visitor = nameOf(command.who)
        const old = past.get(visitor)?.findLast((id) => id !== errands.get(visitor)?.id)
        if (old !== undefined) matchmaker.cancel(old)
        return
      }
      case 'gone':
        leave(command.who)
        return
      case 'bar': {
        const [a, b] = [nameOf(command.who), nameOf(command.other)]
        if (a === b) return
        barred.add(both(a, b))
        matchmaker.bar(a, b)
        return
      }
      case 'tick':
        now += command.ms
        matchmaker.tick(now)
        return
      default:
        command satisfies never
    }
  }

  /** Whether two who wait should have been paired by now (M5, M12, M13, M16). */
  function shouldMeet(one: Errand, other: Errand): boolean {
    if (one.ticket === null || other.ticket === null) return one.token === other.token
    if (one.ticket.mode !== other.ticket.mode) return false
    const waited = [one, other].map((errand) => now - errand.since >= FALLBACK_MS)
    if (waited.every(Boolean)) return true
    // A mark that lapses while both wait is noticed when the first of them has waited 5 s.
    const since = Math.max(one.since, other.since)
    if (haveMet(one.visitor, other.visitor, since)) return false
    if (waited.some(Boolean) || share(one.ticket.interests, other.ticket.interests)) return true
    const takesAnyone = [one, other].some(({ ticket }) => ticket?.interests.length === 0)
    return takesAnyone && one.ticket.calm === other.ticket.calm
  }

  function judgeRest(): void {
    const waiting = [...errands.values()]
    for (const one of waiting)
      for (const other of waiting)
        if (one.order < other.order && !barred.has(both(one.visitor, other.visitor)))
          demand(!shouldMeet(one, other), 'M5', `${one.visitor} and ${other.visitor} still wait`)
    const searching = waiting.filter(({ ticket }) => ticket !== null).length
    demand(matchmaker.waiting() === searching, 'M10', 'another number waits')
    const told = count.matched + count.cancelled + searching
    demand(count.searches === told, 'M10', 'the counts disagree')
  }

  for (const command of commands) {
    perform(command)
    if (prompt) judgeRest()
  }
  for (let who = 0; who < VISITORS; who += 1) leave(who)
  if (prompt) demand(matchmaker.residue() === 0, 'M9', 'something is left of those who have gone')
}
