/**
 * What this process notices about network prefixes. Pure: time comes with each call.
 *
 * Everything is kept under opaque keys, in memory, and is gone soon after the visitor. Only when a
 * threshold has been passed does the prefix itself leave, for the radar (P6).
 */
import type { Abuse, EvidenceThresholds, Signal } from '../radar/protocol.ts'
import { createReportEvidence } from './reportEvidence.ts'

/** Where a visitor comes from. */
export interface Party {
  /** Opaque key of the IPv4 address or the /64 of IPv6. */
  readonly key: string
  /** Opaque key of the /24 or /48 around it. */
  readonly hood: string
  /** The address or /64 itself: used on overflow, remembered nowhere. */
  readonly prefix: string
}

export type Noted = keyof EvidenceThresholds['buckets']

export interface Evidence {
  /** Something that a prefix did. */
  readonly note: (party: Party, what: Noted, now: number) => void
  readonly opened: (party: Party, now: number) => void
  /** A session has shown that a person is behind it: it talked for a while with a stranger. */
  readonly steady: (party: Party, now: number) => void
  /** A session is over; `steady` tells whether it had shown that. */
  readonly closed: (party: Party, steady: boolean, now: number) => void
  /** Two were introduced. */
  readonly met: (a: Party, b: Party, now: number) => void
  /** One left the other for the next, so many milliseconds after they were introduced. */
  readonly skip: (skipper: Party, skipped: Party, afterMs: number, now: number) => void
  /** Whether a witness saw the picture that the subject had promised. */
  readonly picture: (subject: Party, witness: Party, seen: boolean, now: number) => void
  /** A verified partner reports another, so many milliseconds after they were introduced. */
  readonly report: (reporter: Party, subject: Party, pairMs: number, now: number) => void
  /** A verified partner thinks the subject is a minor: told at once, never counted. */
  readonly age: (subject: Party, now: number) => void
  readonly setThresholds: (thresholds: EvidenceThresholds) => void
  /** Takes out at most so many overflows, the oldest first. */
  readonly take: (most: number) => Abuse[]
  /** Forgets what has leaked away. Call it as often as you like. */
  readonly expire: (now: number) => void
  /** Entries in all maps; 0 half an hour after everybody has gone (I9). */
  readonly residue: () => number
}

/** Prefixes watched at once; beyond it the one that was quiet longest is forgotten. */
const RECORDS_MAX = 50_000
/** Overflows that wait for the radar; beyond it the oldest is dropped. */
const QUEUE_MAX = 1_000
/** The most that `abuse` has room for. */
const TIMES_MAX = 100_000
const EXPIRE_EVERY_MS = 5_000
/**
 * For so long after the first visitor nobody has had the time to show that he is a person, so that
 * open sessions are believed to be people: a restart must not make a shared address look like one
 * machine.
 */
const TRUSTING_MS = 180_000
/** What is remembered of partners lapses with this much quiet. */
export const QUIET_MS = 1_800_000
/**
 * An overflow that the radar did not fetch in time is dropped: it would be judged as if it happened
 * now. A report about age stays a while longer, for it is a person who judges it.
 */
const OVERFLOW_LIFE_MS = 60_000
export const AGE_LIFE_MS = QUIET_MS

interface Bucket {
  readonly what: Noted
  level: number
  at: number
}

/** An overflow that waits for the radar, since the first one. */
interface Waiting {
  readonly since: number
  abuse: Abuse
}

/** The last partners who had something to say, each counted once. */
type Witnesses = { readonly key: string; readonly against: boolean }[]

/** Every network that is here has one, so what most of them do not need is made when they do. */
interface Record {
  /** Sessions behind this prefix, and those of them that have shown to be people. */
  open: number
  steady: number
  touchedAt: number
  /** Few, so that looking through them is quicker than a table. */
  buckets: Bucket[] | null
  skippers: Witnesses | null
  viewers: Witnesses | null
}

export function createEvidence(initial: EvidenceThresholds): Evidence {
  let thresholds = initial
  /** By key: of those who are here, and of all others, of whom the first was quiet longest. */
  const present = new Map<string, Record>()
  const absent = new Map<string, Record>()
  /** By signal and key, so that repeated overflows are one entry counted up. */
  const queue = new Map<string, Waiting>()
  const reports = createReportEvidence()
  let expiredAt = -Infinity
  let firstAt: number | null = null

  function recordOf({ key }: Party, now: number): Record {
    const known = present.get(key) ?? absent.get(key)
    if (known !== undefined) {
      known.touchedAt = now
      if (known.open === 0) moveToEnd(key, known)
      return known
    }
    if (present.size + absent.size >= RECORDS_MAX) forgetOldest()
    const record: Record = {
      open: 0,
      steady: 0,
      touchedAt: now,
      buckets: null,
      skippers: null,
      viewers: null,
    }
    absent.set(key, record)
    return record
  }

  function moveToEnd(key: string, record: Record): void {
    absent.delete(key)
    absent.set(key, record)
  }

  /** Sessions are not forgotten while they last: there are no more of them than visitors. */
  function forgetOldest(): void {
    const [oldest] = absent.keys()
    if (oldest !== undefined) absent.delete(oldest)
  }

  function peopleOf({ open, steady }: Record, now: number): number {
    return firstAt !== null && now - firstAt < TRUSTING_MS ? Math.max(open, steady) : steady
  }

  /**
   * Many people behind one address share its buckets, which therefore hold and leak so many times
   * as much: idle sockets are free, a stranger's time is not.
   */
  const sharesOf = (record: Record, now: number) => Math.max(1, peopleOf(record, now))

  function leak(record: Record, bucket: Bucket, now: number): void {
    const drops = Math.max(0, now - bucket.at) / thresholds.buckets[bucket.what].leakMs
    bucket.level = Math.max(0, bucket.level - drops * sharesOf(record, now))
    bucket.at = now
  }

  /** Whether nothing is left even if one machine poured it all. */
  const isEmpty = ({ what, level, at }: Bucket, now: number) =>
    now - at >= level * thresholds.buckets[what].leakMs

  function dropEmpty(record: Record, now: number): void {
    if (record.buckets?.every((bucket) => isEmpty(bucket, now)) === true) record.buckets = null
  }

  /** What has passed is counted with those who were here, before others are. */
  function leakAll(record: Record, now: number): void {
    if (record.buckets === null) return
    for (const bucket of record.buckets) leak(record, bucket, now)
  }

  function overflow(party: Party, signal: Signal, times: number, now: number): void {
    const neighbours = peopleOf(recordOf(party, now), now)
    const name = `${signal} ${party.key}`
    const known = queue.get(name)
    if (known !== undefined) {
      const sum = Math.min(TIMES_MAX, known.abuse.times + times)
      known.abuse = { ...known.abuse, times: sum, neighbours }
      return
    }
    const [oldest] = queue.keys()
    if (queue.size >= QUEUE_MAX && oldest !== undefined) queue.delete(oldest)
    const abuse = { signal, prefix: party.prefix, times, neighbours }
    queue.set(name, { since: now, abuse })
  }

  /** Adds one drop; an overflow leaves the bucket full, so that the next drop overflows again. */
  function pour(party: Party, what: Noted, now: number): void {
    const record = recordOf(party, now)
    let bucket = record.buckets?.find((one) => one.what === what)
    if (bucket === undefined) {
      bucket = { what, level: 0, at: now }
      record.buckets = [...(record.buckets ?? []), bucket]
    }
    leak(record, bucket, now)
    bucket.level += 1
    const room = thresholds.buckets[what].capacity * sharesOf(record, now)
    if (bucket.level <= room) return
    bucket.level = room
    overflow(party, what, 1, now)
  }

  /** Takes in one witness; whether those against have become too many, and if so starts over. */
  function testify(
    witnesses: Witnesses,
    key: string,
    against: boolean,
    { least, of }: { readonly least: number; readonly of: number },
  ): boolean {
    const known = witnesses.findIndex((one) => one.key === key)
    if (known >= 0) witnesses.splice(known, 1)
    witnesses.push({ key, against })
    if (witnesses.length > of) witnesses.shift()
    if (witnesses.filter((one) => one.against).length < least) return false
    witnesses.length = 0
    return true
  }

  return {
    note: pour,
    opened(party, now) {
      firstAt ??= now
      const record = recordOf(party, now)
      leakAll(record, now)
      record.open += 1
      absent.delete(party.key)
      present.set(party.key, record)
    },
    steady(party, now) {
      const record = recordOf(party, now)
      leakAll(record, now)
      record.steady += 1
    },
    closed({ key }, steady, now) {
      const record = present.get(key)
      if (record === undefined) return
      leakAll(record, now)
      const before = sharesOf(record, now)
      record.open -= 1
      if (record.open === 0) {
        present.delete(key)
        absent.set(key, record)
      }
      if (!steady) return
      record.steady = Math.max(0, record.steady - 1)
      if (sharesOf(record, now) === before) return
      // Whoever leaves takes along as much as he may have poured: those who stay did not.
      for (const bucket of record.buckets ?? [])
        bucket.level = Math.max(0, bucket.level - thresholds.buckets[bucket.what].capacity)
    },
    met: (a, b, now) => reports.met(a, b, now, thresholds.reports),
    skip(skipper, skipped, afterMs, now) {
      const { skipped: limits } = thresholds
      if (afterMs < 2_000) pour(skipper, 'quickSkips', now)
      const record = recordOf(skipped, now)
      record.skippers ??= []
      if (testify(record.skippers, skipper.hood, afterMs < limits.withinMs, limits))
        overflow(skipped, 'skipped', 1, now)
    },
    picture(subject, witness, seen, now) {
      const record = recordOf(subject, now)
      record.viewers ??= []
      if (testify(record.viewers, witness.hood, !seen, thresholds.noPicture))
        overflow(subject, 'noPicture', 1, now)
    },
    report(reporter, subject, pairMs, now) {
      if (pairMs < thresholds.reports.pairMs) return
      if (reports.report(reporter, subject, now, thresholds.reports))
        overflow(subject, 'reports', 1, now)
    },
    age: (subject, now) => overflow(subject, 'age', 1, now),
    setThresholds(next) {
      thresholds = next
    },
    take(most) {
      const taken: Abuse[] = []
      for (const [name, { abuse }] of queue) {
        if (taken.length >= most) break
        queue.delete(name)
        taken.push(abuse)
      }
      return taken
    },
    expire(now) {
      if (now - expiredAt < EXPIRE_EVERY_MS) return
      expiredAt = now
      reports.expire(now, thresholds.reports)
      for (const [name, { since, abuse }] of queue) {
        const life = abuse.signal === 'age' ? AGE_LIFE_MS : OVERFLOW_LIFE_MS
        if (now - since >= life) queue.delete(name)
      }
      for (const record of present.values()) dropEmpty(record, now)
      for (const [key, record] of absent) {
        dropEmpty(record, now)
        const witnesses = (record.skippers?.length ?? 0) + (record.viewers?.length ?? 0)
        if (witnesses > 0 && now - record.touchedAt < QUIET_MS) continue
        if (record.buckets === null) absent.delete(key)
      }
    },
    residue: () => present.size + absent.size + queue.size + reports.residue(),
  }
}
