/** What the operator chose at the radar, told to signaling for the policy pages (S3). */
import type { Choices } from './protocol.ts'
import type { Publish } from './publisher.ts'
import type { Thresholds } from './thresholds.ts'

export interface ChoicesSettings {
  readonly thresholds: Thresholds
  /** Alerts go to a place outside: visitors are told so. */
  readonly postsAlerts: boolean
}

export function createChoices(
  { thresholds, postsAlerts }: ChoicesSettings,
  publish: Publish,
): {
  /** Publishes what holds now, if it is new; returns whether it was. */
  readonly tell: (dryRun: boolean) => boolean
  /** Has it told once more, as to a broker that begins. */
  readonly repeat: () => void
} {
  let told = ''
  return {
    tell(dryRun) {
      const choices: Choices = {
        alerts: postsAlerts,
        dryRun,
        automaticMaxMs: Math.max(...thresholds.ladder.stepsMs),
      }
      const said = JSON.stringify(choices)
      if (said === told) return false
      told = said
      publish('choices', said, { retain: true })
      return true
    },
    repeat() {
      told = ''
    },
  }
}
