import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPageServer, writeBarePage, type PageServer } from '../helpers/pageServer.ts'

let folder: string
let page: PageServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-page-'))
  writeBarePage(folder)
  writeFileSync(join(folder, 'script.js'), 'x'.repeat(200_000))
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
