import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpServer } from '../../signaling/http.ts'

let folder: string
let server: Server
let origin: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-page-'))
  for (const page of ['index', 'privacy', 'terms', 'what-the-server-sees'])
    writeFileSync(join(folder, `${page}.html`), page)
  writeFileSync(join(folder, 'script.js'), 'x'.repeat(200_000))
  server = createHttpServer(
    {
      pageFolder: folder,
      origins: ['http://localhost'],
      places: {},
      socketsMax: 100,
      onAppeal: () => Promise.resolve('unknown'),
    },
    () => true,
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  rmSync(folder, { recursive: true })
})

it('[V2] a file that a new build has taken away breaks one answer, and not the server', async () => {
  expect((await fetch(`${origin}/script.js`)).status).toBe(200)
  rmSync(join(folder, 'script.js'))
  await expect(fetch(`${origin}/script.js`).then((answer) => answer.text())).rejects.toThrow()
  expect(await (await fetch(`${origin}/`)).text()).toBe('index')
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
})
