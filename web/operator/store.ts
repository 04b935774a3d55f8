/** What the operators' page knows and shows: one state, changed by events only. Pure. */
import type * as z from 'zod/mini'
import {
  alerts,
  blocks,
  cases,
  feed,
  settings,
  team,
  type Alerts,
  type Audit,
  type Blocks,
  type Cases,
  type enrolmentAnswer,
  type Feed,
  type History,
  type Me,
  type SettingsInForce,
  type Team,
} from '../../radar/operatorProtocol.ts'
import { counts, mayUse, parsePayload, type Counts, type TopicName } from '../../radar/protocol.ts'
import type { Failure } from './api.ts'
import { append, type Span } from './history.ts'

export type Offer = z.infer<typeof enrolmentAnswer>
/** Why the sign-in is shown; `ended`: the session, whatever ended it. */
export type SignInReason = 'first' | 'ended' | 'idle' | 'left'

export type Screen =
  | { readonly name: 'starting' }
  | { readonly name: 'away'; readonly failure: Failure }
  | { readonly name: 'signIn'; readonly reason: SignInReason }
  | {
      readonly name: 'enrol'
      readonly token: string
      readonly offer: Offer | null
      readonly failure: Failure | null
    }
  | { readonly name: 'codes'; readonly codes: readonly string[] }
  | { readonly name: 'dashboard'; readonly me: Me }

/** How the live figures come: `silent` is judged by age, see `freshnessOf`. */
export type LinkState = 'connecting' | 'connected' | 'lost'

/** Everything that is dropped when the session ends. */
export interface Watch {
  readonly link: LinkState
  readonly counts: Counts | null
  /** When the counts arrived, by this browser's clock. */
  readonly countsAt: number | null
  /** What to add to this browser's clock to get the radar's, in milliseconds. */
  readonly clockOffsetMs: number
  readonly alerts: Alerts | null
  readonly feed: Feed | null
  readonly blocks: Blocks | null
  readonly cases: Cases | null
  readonly settings: SettingsInForce | null
  readonly team: Team | null
  readonly history: Readonly<Record<Span, History | null>>
  readonly audit: Audit['entries'] | null
}

export interface State {
  readonly screen: Screen
  readonly watch: Watch
}

export const NOTHING_YET: Watch = {
  link: 'connecting',
  counts: null,
  countsAt: null,
  clockOffsetMs: 0,
  alerts: null,
  feed: null,
  blocks: null,
  cases: null,
  settings: null,
  team: null,
  history: { hour: null, day: null },
  audit: null,
}
export const START: State = { screen: { name: 'starting' }, watch: NOTHING_YET }

export type Event =
  | { readonly type: 'show'; readonly screen: Screen }
  | { readonly type: 'offered'; readonly token: string; readonly offer: Offer }
  | { readonly type: 'offerRefused'; readonly token: string; readonly failure: Failure }
  | { readonly type: 'linkChanged'; readonly link: LinkState }
  | {
      readonly type: 'message'
      readonly topic: string
      readonly text: string
      /** This browser's clock, in milliseconds since the epoch. */
      readonly now: number
    }
  | { readonly type: 'history'; readonly span: Span; readonly history: History }
  | { readonly type: 'audit'; readonly entries: Audit['entries'] }

/** Counts older than this are said to be old, even while the connection stands. */
export const FRESH_MS = 4_000
/** More than this is neither shown nor kept; the radar sends less by itself. */
const ALERTS_MAX = 100
const FEED_MAX = 200
const AUDIT_MAX = 1_000

const WATCHED = [
  'counts',
  'alert',
  'operator/feed',
  'operator/blocks',
  'operator/settings',
  'operator/cases',
  'operator/team',
] as const satisfies readonly TopicName[]
type Watched = (typeof WATCHED)[number]

/** The topics that a role may read; asking for others would be refused. */
export const topicsFor = (role: Me['role']): Watched[] =>
  WATCHED.filter((topic) => mayUse(role, '', 'subscribe', topic))

function withCounts(watch: Watch, latest: Counts, now: number): Watch {
  const { hour, day } = watch.history
  return {
    ...watch,
    counts: latest,
    countsAt: now,
    clockOffsetMs: latest.at - now,
    history: {
      hour: hour === null ? null : append(hour, latest, 'hour'),
      day: day === null ? null : append(day, latest, 'day'),
    },
  }
}

/** Takes a state from the broker; what is outside its schema changes nothing. */
function withMessage(watch: Watch, topic: string, text: string, now: number): Watch {
  const take = <T extends z.ZodMiniType>(schema: T, next: (value: z.infer<T>) => Watch): Watch => {
    const value = parsePayload(schema, text)
    return value === null ? watch : next(value)
  }
  switch (topic as Watched) {
    case 'counts':
      return take(counts, (value) => withCounts(watch, value, now))
    case 'alert':
      return take(alerts, (value) => ({ ...watch, alerts: value.slice(0, ALERTS_MAX) }))
    case 'operator/feed':
      return take(feed, (value) => ({ ...watch, feed: value.slice(0, FEED_MAX) }))
    case 'operator/blocks':
      return take(blocks, (value) => ({ ...watch, blocks: value }))
    case 'operator/settings':
      return take(settings, (value) => ({ ...watch, settings: value }))
    case 'operator/cases':
      return take(cases, (value) => ({ ...watch, cases: value }))
    case 'operator/team':
      return take(team, (value) => ({ ...watch, team: value }))
    default:
      return watch
  }
}

/** The next state. What belongs to a session is ignored outside of it, and forgotten after it. */
export function reduce(state: State, event: Event): State {
  const { screen, watch } = state
  switch (event.type) {
    case 'show': {
      const isSame = screen.name === 'dashboard' && event.screen.name === 'dashboard'
      return { screen: event.screen, watch: isSame ? watch : NOTHING_YET }
    }
    case 'offered':
      if (screen.name !== 'enrol' || screen.token !== event.token) return state
      return { ...state, screen: { ...screen, offer: event.offer, failure: null } }
    case 'offerRefused':
      if (screen.name !== 'enrol' || screen.token !== event.token) return state
      return { ...state, screen: { ...screen, offer: null, failure: event.failure } }
    default:
      if (screen.name !== 'dashboard') return state
      return { screen, watch: nextWatch(watch, event) }
  }
}

function nextWatch(
  watch: Watch,
  event: Exclude<Event, { type: 'show' | 'offered' | 'offerRefused' }>,
): Watch {
  switch (event.type) {
    case 'linkChanged':
      return { ...watch, link: event.link }
    case 'message':
      return withMessage(watch, event.topic, event.text, event.now)
    case 'history': {
      const { counts: latest, history } = watch
      // The counts may have come first: they are part of the line.
      const whole = latest === null ? event.history : append(event.history, latest, event.span)
      return { ...watch, history: { ...history, [event.span]: whole } }
    }
    case 'audit':
      return { ...watch, audit: event.entries.slice(0, AUDIT_MAX) }
    default:
      return event satisfies never
  }
}

/** live: as it is now. lost: no connection. silent: connected, but the radar says nothing new. */
export type Freshness =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' | 'silent'; readonly ageMs: number | null }

/** How much the figures can be believed at a moment of this browser's clock. */
export function freshnessOf({ link, countsAt }: Watch, now: number): Freshness {
  const ageMs = countsAt === null ? null : Math.max(0, now - countsAt)
  if (link === 'lost') return { kind: 'lost', ageMs }
  if (ageMs === null) return { kind: 'connecting' }
  if (ageMs > FRESH_MS) return { kind: link === 'connected' ? 'silent' : 'lost', ageMs }
  return { kind: 'live' }
}
