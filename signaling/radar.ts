/** Joins the hub to the radar: census and evidence go out, lists and questions come in. */
import type { Choices } from '../radar/protocol.ts'
import { contains, parsePrefix } from '../radar/prefix.ts'
import type { Enforcer } from './enforcer.ts'
import type { Evidence } from './evidence.ts'
import type { Hub } from './hub.ts'
import type { Tally } from './metrics.ts'
import { createRadarLink, type RadarLink } from './radarLink.ts'

export interface RadarSettings {
  readonly url: string
  readonly password: string
  readonly build: string
}

/** Begins to talk to the radar, whether it is there or not. */
export function followRadar(
  settings: RadarSettings,
  hub: Hub,
  tally: Tally,
  evidence: Evidence,
  enforcer: Enforcer,
  onChoices: (choices: Choices) => void,
): RadarLink {
  return createRadarLink(settings, {
    snapshot() {
      const { greeting, idle, waiting, paired } = hub.headcount()
      return {
        online: greeting + idle + waiting + paired,
        waiting,
        inCalls: paired,
        totals: {
          introductions: tally.introductions,
          waits: [...tally.waits],
          routes: { ...tally.outcomes },
          blocked: tally.refusals.blocked,
          throttled: tally.throttled,
        },
        draining: hub.isDraining(),
      }
    },
    takeEvidence: (most) => evidence.take(most),
    onBlocklist(payload) {
      if (enforcer.takeBlocklist(payload, Date.now())) hub.enforce()
    },
    onThrottles: (payload) => void enforcer.takeThrottles(payload, Date.now()),
    onThresholds: (thresholds) => evidence.setThresholds(thresholds),
    onChoices,
    countIn(text) {
      const prefix = parsePrefix(text)
      if (prefix === null) return 0
      return hub.countWhere((one) => {
        const visitor = parsePrefix(one)
        return visitor !== null && contains(prefix, visitor)
      })
    },
  })
}
