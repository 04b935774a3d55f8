/** The core without sockets, files and clocks: what it publishes, keeps and alerts is written down. */
import { createAudit, type AuditEntry } from '../../radar/audit.ts'
import { createCore, type Kept } from '../../radar/core.ts'
import { parsePrefix, type Prefix } from '../../radar/prefix.ts'
import {
  blocklist as blocklistSchema,
  type Abuse,
  type BlocklistEntry,
  type Census,
} from '../../radar/protocol.ts'
import { openList } from '../../radar/signedList.ts'
import { DEFAULT_THRESHOLDS } from '../../radar/thresholds.ts'
import { auditKey, memoryStore, START, type MemoryStore } from './operatorsHelper.ts'

export const LIST_KEY = 'list key'
export const DAY = 86_400_000

function read(text: string): Prefix {
  const prefix = parsePrefix(text)
  if (prefix === null) throw new Error(`no prefix: ${text}`)
  return prefix
}
export const OWN = '203.0.113.1'

export interface RigOptions {
  readonly store?: MemoryStore<Kept>
  readonly auditStore?: MemoryStore<readonly AuditEntry[]>
  readonly dryRunMs?: number
  readonly postsAlerts?: boolean
  /** How long the first, second ... block lasts. */
  readonly ladderMs?: number[]
  readonly damaged?: boolean
  readonly now?: number
}

export function createRig(options: RigOptions = {}) {
  const store = options.store ?? memoryStore<Kept>()
  const auditStore = options.auditStore ?? memoryStore<readonly AuditEntry[]>()
  const clock = { now: options.now ?? START }
  const now = () => clock.now
  /** The last text of each topic, and how often each was published. */
  const published = new Map<string, string>()
  const times = new Map<string, number>()
  const alerts: string[] = []
  const failures: unknown[] = []
  const writes: string[] = []
  let ids = 0
  const audit = createAudit(auditStore, auditKey, now)
  const core = createCore(
    {
      listKey: LIST_KEY,
      untouchable: { own: [read(OWN)], allowed: [] },
      thresholds: {
        ...DEFAULT_THRESHOLDS,
        ladder: {
          ...DEFAULT_THRESHOLDS.ladder,
          ...(options.ladderMs && { stepsMs: options.ladderMs }),
        },
      },
      dryRunMs: options.dryRunMs ?? 0,
      postsAlerts: options.postsAlerts ?? false,
      rows: [],
    },
    {
      store: {
        read: () => ({ ...store.read(), damaged: options.damaged ?? false }),
        write(value) {
          writes.push(JSON.stringify(value))
          return store.write(value)
        },
      },
      audit,
      publish(topic, text) {
        published.set(topic, text)
        times.set(topic, (times.get(topic) ?? 0) + 1)
      },
      team: () => [],
      cut: () => undefined,
      onAlert: ({ kind }) => void alerts.push(kind),
      onWriteFailed: (error) => void failures.push(error),
      keyOf: (prefix) => `key of ${prefix}`,
      randomId: () => String((ids += 1)).padStart(22, 'a'),
      random: () => 0,
      now,
    },
  )
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  /** The list as signaling reads it. */
  function list(): BlocklistEntry[] {
    const payload = published.get('blocklist') ?? ''
    return openList(LIST_KEY, 'blocklist', payload, blocklistSchema, 0, clock.now)?.entries ?? []
  }

  return {
    core,
    audit,
    store,
    auditStore,
    clock,
    times,
    /** New alerts, as the webhook would be told. */
    alerts,
    failures,
    /** What was written to the blocklist's file, in order. */
    writes,
    now,
    /** Lets time pass, ticks, and waits for what that wrote. */
    async pass(ms: number): Promise<void> {
      clock.now += ms
      core.tick()
      await settle()
    },
    settle,
    said: <T>(topic: string): T => JSON.parse(published.get(topic) ?? 'null') as T,
    list,
    /** The same without times. */
    brief: () => list().map(([prefix, level, reason]) => `${prefix} ${level} ${reason}`),
    see(signal: Abuse['signal'], prefix: string, repeats = 1, neighbours = 0): void {
      const evidence = { signal, prefix, times: repeats, neighbours }
      core.onMessage('abuse', JSON.stringify(evidence))
    },
    census(node: string, change: Partial<Census> = {}): void {
      const said: Census = {
        node,
        build: 'x',
        startedAt: START,
        endsInMs: 4_000,
        online: 3,
        waiting: 0,
        inCalls: 0,
        totals: {
          introductions: 0,
          waits: Array.from({ length: 13 }, () => 0),
          routes: { direct: 0, relayed: 0, failed: 0 },
          blocked: 0,
          throttled: 0,
        },
        lagMs: 0,
        memoryMb: 0,
        draining: false,
        ...change,
      }
      core.onMessage(`census/${node}`, JSON.stringify(said))
    },
  }
}
export type Rig = ReturnType<typeof createRig>
