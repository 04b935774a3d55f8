import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPageServer, writeBarePage, type PageServer } from '../helpers/pageServer.ts'

const LARGE = 16_777_216

let folder: string
let page: PageServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-page-'))
  writeBarePage(folder)
  writeFileSync(join(folder, 'script.js'), 'x'.repeat(200_000))
  // More than a system keeps of it for who does not read.
  writeFileSync(join(folder, 'large.js'), 'x'.repeat(LARGE))
  page = await startPageServer(folder)
})
afterAll(async () => {
  await page.close()
  rmSync(folder, { recursive: true })
})

it('[V2] a file that a new build has taken away breaks one answer, and not the server', async () => {
  expect((await fetch(`${page.origin}/script.js`)).status).toBe(200)
  rmSync(join(folder, 'script.js'))
  await expect(fetch(`${page.origin}/script.js`).then((answer) => answer.text())).rejects.toThrow()
  expect(await (await fetch(`${page.origin}/`)).text()).toBe('index')
  expect((await fetch(`${page.origin}/healthz`)).status).toBe(200)
})

it('[V5] [V7] beyond as many connections as there are places nobody is heard, and who asks slowly is cut', async () => {
  const narrow = await startPageServer(folder, { socketsMax: 1 })
  expect(narrow.server).toMatchObject({
    headersTimeout: 5_000,
    requestTimeout: 5_000,
    maxHeadersCount: 64,
  })
  const { port } = narrow.server.address() as AddressInfo
  const first = connect({ port, host: '127.0.0.1' })
  await once(narrow.server, 'connection')
  const second = connect({ port, host: '127.0.0.1' })
  second.on('error', () => undefined)
  await once(second, 'close')
  expect(second.bytesRead).toBe(0)
  first.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const [answer] = (await once(first, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1.1 200/)
  first.destroy()
  await narrow.close()
})

it('[V8] who takes nothing of an answer for half a minute is cut, and who does has all of it', async () => {
  const { server, origin } = page
  expect(server.timeout).toBe(30_000)
  server.timeout = 300
  const { port } = server.address() as AddressInfo
  const coming = once(server, 'connection') as Promise<[Socket]>
  const deaf = connect({ port, host: '127.0.0.1' })
  deaf.on('error', () => undefined)
  deaf.write('GET /large.js HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const [served] = await coming
  await once(served, 'close')
  expect(served.bytesWritten).toBeGreaterThan(0)
  expect(served.bytesWritten).toBeLessThan(LARGE)
  deaf.destroy()
  expect((await (await fetch(`${origin}/large.js`)).text()).length).toBe(LARGE)
})
