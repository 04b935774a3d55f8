/** What Prometheus sees: counts with fixed labels, never anything about one visitor. */
import { createServer, type Server } from 'node:http'
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client'
import { WAIT_BOUNDS_MS } from '../radar/protocol.ts'
import { CLOSE_REASONS, REFUSALS, REPORT_REASONS, ROUTES } from './protocol.ts'
import type { CloseReason, Refusal, ReportReason, Route } from './protocol.ts'

const PHASES = ['greeting', 'idle', 'waiting', 'paired'] as const
export type Headcount = Record<(typeof PHASES)[number], number>

/** Plain integers for the hot path; Prometheus reads them when it asks. */
export interface Tally {
  introductions: number
  forwarded: number
  /** Searches held back by the brake. */
  throttled: number
  /** How long searches took, by the radar's cells (`WAIT_BOUNDS_MS`). */
  readonly waits: number[]
  readonly closes: Record<CloseReason, number>
  readonly refusals: Record<Refusal, number>
  readonly reports: Record<ReportReason, number>
  readonly outcomes: Record<Route, number>
}

function zeros<K extends string>(names: readonly K[]): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<K, number>
}

const zeroWaits = (): number[] => Array.from({ length: WAIT_BOUNDS_MS.length + 1 }, () => 0)

/** The cell in which a wait of so many milliseconds is counted. */
export function waitCell(waitMs: number): number {
  let cell = 0
  while (cell < WAIT_BOUNDS_MS.length && waitMs > (WAIT_BOUNDS_MS[cell] ?? 0)) cell += 1
  return cell
}

export function createTally(): Tally {
  return {
    introductions: 0,
    forwarded: 0,
    throttled: 0,
    waits: zeroWaits(),
    closes: zeros(Object.keys(CLOSE_REASONS) as CloseReason[]),
    refusals: zeros(REFUSALS),
    reports: zeros(REPORT_REASONS),
    outcomes: zeros(ROUTES),
  }
}

/** Builds the registry; `headcount` and `residue` are asked at each scrape. */
export function createRegistry(
  tally: Tally,
  headcount: () => Headcount,
  residue: () => number,
  evidence: () => number,
): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'signaling_' })
  const registers = [registry]

  new Gauge({
    name: 'signaling_visitors',
    help: 'Open sockets by phase of life.',
    labelNames: ['phase'],
    registers,
    collect() {
      const now = headcount()
      for (const phase of PHASES) this.set({ phase }, now[phase])
    },
  })
  new Gauge({
    name: 'signaling_residue',
    help: 'Entries in all maps together: 0 a minute after everybody has gone.',
    registers,
    collect() {
      this.set(residue())
    },
  })
  new Gauge({
    name: 'signaling_evidence',
    help: 'Network prefixes that are being watched: 0 half an hour after everybody has gone.',
    registers,
    collect() {
      this.set(evidence())
    },
  })
  new Counter({
    name: 'signaling_introductions_total',
    help: 'Pairs made.',
    registers,
    collect() {
      this.reset()
      this.inc(tally.introductions)
    },
  })
  new Counter({
    name: 'signaling_signals_forwarded_total',
    help: 'Sealed frames passed on unread.',
    registers,
    collect() {
      this.reset()
      this.inc(tally.forwarded)
    },
  })
  new Counter({
    name: 'signaling_throttled_total',
    help: 'Searches that had to wait and work, because their network was very busy.',
    registers,
    collect() {
      this.reset()
      this.inc(tally.throttled)
    },
  })
  for (const [name, help, label, counts] of [
    ['closes', 'Sockets closed by the server, by reason.', 'reason', tally.closes],
    ['refusals', 'Requests refused, by reason.', 'reason', tally.refusals],
    ['reports', 'Reports received, by reason.', 'reason', tally.reports],
    ['outcomes', 'How introductions ended, as told by browsers.', 'route', tally.outcomes],
  ] as const) {
    new Counter({
      name: `signaling_${name}_total`,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset()
        for (const [value, count] of Object.entries(counts)) this.inc({ [label]: value }, count)
      },
    })
  }
  return registry
}

/** Serves `GET /metrics`; main.ts lets it listen on loopback only. */
export function createMetricsServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}
