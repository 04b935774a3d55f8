/**
 * Reports by partners, weighed: how many distinct ones, how many of all partners, how often the
 * reporter reports. Pure.
 */
import type { EvidenceThresholds } from '../radar/protocol.ts'
import type { Party } from './evidence.ts'

type Thresholds = EvidenceThresholds['reports']

/** A reporter's own reports are counted for this long, and each makes his next one weigh less. */
export const REPORTER_WINDOW_MS = 3_600_000
/** Subjects and reporters remembered at once; beyond it the oldest is forgotten. */
const SUBJECTS_MAX = 20_000
/** Meetings kept of one subject, the newest: enough for any share of them to be told. */
const MEETINGS_MAX = 200

interface Subject {
  /** When partners were met, the oldest first. */
  readonly meetings: number[]
  /** Who reported, one for each neighbourhood. */
  reports: { readonly hood: string; readonly weight: number; readonly at: number }[]
}

export interface ReportEvidence {
  met(a: Party, b: Party, now: number, thresholds: Thresholds): void
  /** Counts a report; whether there are now enough, which starts the count anew. */
  report(reporter: Party, subject: Party, now: number, thresholds: Thresholds): boolean
  expire(now: number, thresholds: Thresholds): void
  residue(): number
}

function bound(map: Map<string, unknown>): void {
  const [oldest] = map.keys()
  if (map.size >= SUBJECTS_MAX && oldest !== undefined) map.delete(oldest)
}

/** Drops from the front of a list in time order what is older than `since`. */
function dropBefore(times: number[], since: number): void {
  let old = 0
  while (old < times.length && (times[old] ?? 0) <= since) old += 1
  if (old > 0) times.splice(0, old)
}

export function createReportEvidence(): ReportEvidence {
  const subjects = new Map<string, Subject>()
  /** When each reporter reported, the oldest first. */
  const reporters = new Map<string, number[]>()

  function meet({ key }: Party, now: number, { windowMs }: Thresholds): void {
    let subject = subjects.get(key)
    if (subject === undefined) {
      bound(subjects)
      subject = { meetings: [], reports: [] }
      subjects.set(key, subject)
    } else if (subjects.size > SUBJECTS_MAX / 2) {
      // To the end: the first is the one met longest ago, which matters only near the bound.
      subjects.delete(key)
      subjects.set(key, subject)
    }
    dropBefore(subject.meetings, now - windowMs)
    subject.meetings.push(now)
    if (subject.meetings.length > MEETINGS_MAX) subject.meetings.shift()
  }

  /** What a reporter's word weighs, the less the more he has reported. */
  function weigh({ key }: Party, now: number): number {
    let times = reporters.get(key)
    if (times === undefined) {
      bound(reporters)
      times = []
      reporters.set(key, times)
    }
    dropBefore(times, now - REPORTER_WINDOW_MS)
    const weight = 1 / (1 + times.length)
    times.push(now)
    return weight
  }

  return {
    met(a, b, now, thresholds) {
      // Neighbours may be one and the same, who would hide his other partners in their number.
      if (a.hood === b.hood) return
      meet(a, now, thresholds)
      meet(b, now, thresholds)
    },
    report(reporter, { key }, now, { weight, least, share, windowMs }) {
      const subject = subjects.get(key)
      const weighs = weigh(reporter, now)
      if (subject === undefined) return false
      const { hood } = reporter
      subject.reports = subject.reports.filter(({ at }) => now - at < windowMs)
      // A neighbourhood speaks once: fifty addresses of one network are one voice.
      if (subject.reports.some((one) => one.hood === hood)) return false
      subject.reports.push({ hood, weight: weighs, at: now })
      dropBefore(subject.meetings, now - windowMs)
      const sum = subject.reports.reduce((total, one) => total + one.weight, 0)
      const isEnough =
        subject.reports.length >= least &&
        sum >= weight - 1e-9 &&
        subject.reports.length >= share * subject.meetings.length
      if (isEnough) subject.reports = []
      return isEnough
    },
    expire(now, { windowMs }) {
      // What is too old goes, whatever is younger: the privacy page says how long it is kept (P10).
      for (const [key, subject] of subjects) {
        dropBefore(subject.meetings, now - windowMs)
        if (subject.reports.some(({ at }) => now - at >= windowMs))
          subject.reports = subject.reports.filter(({ at }) => now - at < windowMs)
        if (subject.meetings.length + subject.reports.length === 0) subjects.delete(key)
      }
      for (const [key, times] of reporters) {
        dropBefore(times, now - REPORTER_WINDOW_MS)
        if (times.length === 0) reporters.delete(key)
      }
    },
    residue() {
      let reports = 0
      for (const subject of subjects.values()) reports += subject.reports.length
      return subjects.size + reporters.size + reports
    },
  }
}
