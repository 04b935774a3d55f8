/** What Prometheus sees of the radar: counts with fixed labels. */
import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { CoreFigures } from './core.ts'

/** Builds the registry; `figures` and `connections` are asked at each scrape. */
export function createRegistry(figures: () => CoreFigures, connections: () => number): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'radar_' })
  const registers = [registry]
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('radar_nodes', 'Signaling nodes that say how they are.', () => figures().nodes)
  gauge('radar_online', 'Visitors of all nodes.', () => figures().online)
  gauge('radar_throttles', 'Network prefixes that are slowed down.', () => figures().throttles)
  gauge('radar_residue', 'Entries of the judgement: 0 when all has faded.', () => figures().residue)
  gauge('radar_connections', 'Clients of the broker.', connections)
  new Gauge({
    name: 'radar_blocks',
    help: 'Blocks in force, by level.',
    labelNames: ['level'],
    registers,
    collect() {
      for (const [level, count] of Object.entries(figures().blocks)) this.set({ level }, count)
    },
  })
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
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}
