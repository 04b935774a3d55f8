/** What the operator chose at the radar, told to signaling for the policy pages (S3). */
import type { Blocklist } from './blocklist.ts'
import type { Detector } from './detector.ts'
import { AUTOMATIC_BLOCK_MAX_MS, type Choices } from './protocol.ts'
import type { Publish } from './publisher.ts'
import type { Thresholds } from './thresholds.ts'

/** What of the settings the policy pages name. */
export interface ChoicesSettings {
  readonly thresholds: Thresholds
  /** Alerts go to a place outside: visitors are told so. */
  readonly postsAlerts: boolean
}

/** Tells what holds: a choice that was made just now ends nothing that is in force already. */
export function createChoices(
  { thresholds, postsAlerts }: ChoicesSettings,
  blocklist: Pick<Blocklist, 'longestAutomatic'>,
  detector: Pick<Detector, 'throttles'>,
  publish: Publish,
): {
  /** Publishes what holds now, if it is new; returns whether a dry run has begun or ended. */
  readonly tell: (dryRun: boolean, now: number) => boolean
  /** Has it told once more, as to a broker that begins. */
  readonly repeat: () => void
} {
  const longest = Math.max(...thresholds.ladder.stepsMs)
  let told = ''
  let wasDryRun: boolean | null = null
  return {
    tell(dryRun, now) {
      const longestMs = blocklist.longestAutomatic(now)
      const { everyone, entries } = detector.throttles(now)
      const isAnyoneHeld = longestMs > 0 || everyone || entries.length > 0
      const choices: Choices = {
        alerts: postsAlerts,
        dryRun: dryRun && !isAnyoneHeld,
        automaticMaxMs: Math.max(longest, Math.min(AUTOMATIC_BLOCK_MAX_MS, longestMs)),
        reportsMs: thresholds.evidence.reports.windowMs,
      }
      const said = JSON.stringify(choices)
      if (said !== told) publish('choices', said, { retain: true })
      told = said
      // Operators see it as it is, whoever is still held from before.
      const isTurned = dryRun !== wasDryRun
      wasDryRun = dryRun
      return isTurned
    },
    repeat() {
      told = ''
    },
  }
}
