/**
 * What comes over a connection and is for none of its tracks and channels. A stranger can send on a
 * data channel of a number that this page has never opened; a browser may keep that for a channel to
 * come (Firefox does), and no event tells of it. The statistics do, by what is missing in them. Pure.
 */
import type { StatsReport } from './peerStats.ts'

/** Packets of their own take a part of what comes: headers, confirmations, repetitions. */
const WRAPPING = 0.25
/** What we send is confirmed, too. */
const CONFIRMING = 0.1
/** Beyond it, in bytes, nobody has a use for what comes. */
export const UNSEEN_MAX = 16_777_216

const bytes = (report: StatsReport, name: string): number => Number(report[name] ?? 0)
const sum = (reports: readonly StatsReport[], kind: string, ...names: readonly string[]): number =>
  reports
    .filter(({ type }) => type === kind)
    .reduce((total, report) => names.reduce((all, name) => all + bytes(report, name), total), 0)

/** Whether far more has come than any part of the page was given; `false` where browsers do not say. */
export function isPouring(reports: readonly StatsReport[]): boolean {
  // A browser that does not count what its channels receive says nothing of what is missing.
  if (
    reports.every(
      ({ type, bytesReceived }) => type !== 'data-channel' || bytesReceived === undefined,
    )
  )
    return false
  const come = sum(reports, 'candidate-pair', 'bytesReceived')
  const sent = sum(reports, 'candidate-pair', 'bytesSent')
  const seen =
    sum(reports, 'inbound-rtp', 'bytesReceived', 'headerBytesReceived') +
    sum(reports, 'data-channel', 'bytesReceived')
  return come - seen * (1 + WRAPPING) - sent * CONFIRMING > UNSEEN_MAX
}
