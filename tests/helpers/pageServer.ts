/** The page's HTTP server by itself, on any folder. */
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createHttpServer, type HttpSettings } from '../../signaling/http.ts'
import { POLICY_TEMPLATE } from '../../signaling/policies.ts'

export interface PageServer {
  readonly server: Server
  readonly origin: string
  close(): Promise<void>
}

/** Writes a page of which nothing is looked at. */
export function writeBarePage(folder: string): void {
  for (const page of ['index', POLICY_TEMPLATE]) writeFileSync(join(folder, `${page}.html`), page)
}

export async function startPageServer(
  pageFolder: string,
  change: Partial<HttpSettings> & { readonly port?: number } = {},
): Promise<PageServer> {
  const { port = 0, ...settings } = change
  const server = createHttpServer(
    {
      pageFolder,
      origins: ['http://localhost'],
      policies: () => [],
      advertising: null,
      socketsMax: 100,
      onAppeal: () => Promise.resolve('unknown'),
      ...settings,
    },
    () => true,
  )
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    server,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
