/**
 * The server's own parts, joined without sockets, broker or disk: what decides in production decides
 * here, on a clock that is told what time it is.
 */
import { createHash } from 'node:crypto'
import { createCore } from '../../radar/core.ts'
import { evidenceThresholds, type Thresholds } from '../../radar/thresholds.ts'
import { SETTINGS } from '../../signaling/config.ts'
import { createEnforcer } from '../../signaling/enforcer.ts'
import { createEvidence } from '../../signaling/evidence.ts'
import { createHub } from '../../signaling/hub.ts'
import { createLimits } from '../../signaling/limits.ts'
import { createTally } from '../../signaling/metrics.ts'

import type { Door } from './person.ts'

export interface System extends Door {
  /** Moves hub and radar on: call it once in a step, when the promises of the last are kept. */
  readonly tick: (now: number) => void
  /** Everybody is cut off, and what was in memory is gone; the radar goes on. */
  readonly restart: () => void
  readonly breakers: () => number
}

const LIST_KEY = 'simulated'
const SECOND_MS = 1_000
/** The puzzle itself is work for a device, and not judged here. */
const PUZZLE = {
  shown: { nonce: '00', salt: '00', keyPrefix: '00', cost: 1 },
  check: () => Promise.resolve(true),
}

const numberOf = (setting: keyof typeof SETTINGS): number => Number(SETTINGS[setting].initial)

export function createSystem(
  now: () => number,
  random: () => number,
  thresholds: Thresholds,
): System {
  let breakers = 0
  let talliedAt = 0

  function createNode() {
    const limits = createLimits(
      {
        connectionsPerAddress: numberOf('CONNECTIONS_PER_ADDRESS'),
        connectsPerMinute: numberOf('CONNECTS_PER_MINUTE'),
        findsPerMinute: numberOf('FINDS_PER_MINUTE'),
        reportsPerHour: numberOf('REPORTS_PER_HOUR'),
      },
      now,
    )
    const evidence = createEvidence(evidenceThresholds(thresholds))
    const hub = createHub(
      {
        welcome: { build: 'simulated', hiding: 'impossible' },
        iceServers: () => [],
        maxVisitors: numberOf('MAX_VISITORS'),
      },
      { limits, tally: createTally(), evidence, enforcer, makePuzzle: async () => PUZZLE },
      now,
      now,
    )
    return { limits, evidence, hub }
  }

  const enforcer = createEnforcer(LIST_KEY, [])
  let node = createNode()
  let restarts = 0

  const core = createCore(
    {
      listKey: LIST_KEY,
      untouchable: { own: [], allowed: [] },
      thresholds,
      dryRunMs: 1,
      postsAlerts: false,
      rows: [],
    },
    {
      store: { read: () => ({ value: null, damaged: false }), write: () => Promise.resolve() },
      audit: {
        record: () => Promise.resolve(),
        hide: () => Promise.resolve(),
        hideAllBut: () => Promise.resolve(),
        expire: () => Promise.resolve(),
        hashOf: (prefix) => prefix,
        entries: () => [],
        isDamaged: false,
      },
      publish(topic, text) {
        if (topic === 'blocklist' && enforcer.takeBlocklist(text, now())) node.hub.enforce()
        if (topic === 'throttles') enforcer.takeThrottles(text, now())
      },
      team: () => [],
      cut: () => undefined,
      onAlert({ kind }) {
        if (kind === 'breakerOpen') breakers += 1
      },
      onWriteFailed: () => undefined,
      keyOf: (prefix) => createHash('sha256').update(prefix).digest('base64url').slice(0, 22),
      randomId: () => String(random()).slice(2).padEnd(22, '0').slice(0, 22),
      random,
      now,
    },
  )

  const nodeId = () => `node${restarts}`.padEnd(22, '_')

  function census(): string {
    const { greeting, idle, waiting, paired } = node.hub.headcount()
    return JSON.stringify({
      node: nodeId(),
      build: 'simulated',
      startedAt: 1,
      endsInMs: 4_000,
      online: greeting + idle + waiting + paired,
      waiting,
      inCalls: paired,
      totals: {
        introductions: 0,
        waits: createTally().waits,
        routes: { direct: 0, relayed: 0, failed: 0 },
        blocked: 0,
        throttled: 0,
      },
      lagMs: 0,
      memoryMb: 1,
      draining: false,
    })
  }

  return {
    async connect(address, events) {
      const { evidence, hub, limits } = node
      const party = limits.partyOf(address)
      evidence.note(party, 'connects', now())
      const verdict = await limits.spend('connect', party.key)
      if (!verdict.allowed) return null
      const place = limits.occupy(party.key)
      const visitor = hub.admit({ ...events, binary: () => undefined }, party, false, place)
      if (!hub.refuseBlocked(visitor) && !place) hub.refuse(visitor, 'tooManyConnections')
      return {
        say: (frame) => hub.text(visitor, frame),
        close: () => hub.gone(visitor, true),
      }
    },
    tick(at) {
      node.hub.tick()
      if (at - talliedAt >= SECOND_MS) {
        talliedAt = at
        core.onMessage(`census/${nodeId()}`, census())
        for (const abuse of node.evidence.take(1_000))
          core.onMessage('abuse', JSON.stringify(abuse))
      }
      core.tick()
    },
    restart() {
      restarts += 1
      node = createNode()
    },
    breakers: () => breakers,
  }
}
