import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ALERT_KINDS, type AlertKind } from '../../radar/operatorProtocol.ts'
import { createWebhook } from '../../radar/webhook.ts'
import { waitUntil } from '../helpers/wait.ts'

const WITHIN_MS = 5_000
const AT = 1_800_000_000_000

interface Seen {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Somebody who is told of alerts, and answers as the test says. */
async function receive(answer: (response: ServerResponse) => void) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      seen.push({ method: request.method, path: request.url, headers: request.headers, body })
      answer(response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

let elsewhere = ''
let close = () => {}
let failed = 0
const onFailed = () => void (failed += 1)
const alert = (kind: AlertKind, count = 1) => ({ id: 'x'.repeat(22), at: AT, kind, count })

afterEach(() => {
  close()
  close = () => {}
  failed = 0
  jest.restoreAllMocks()
})

describe('the webhook', () => {
  test('[P6] is off unless somebody says where to', () => {
    const asked = jest.spyOn(globalThis, 'fetch')
    const tell = createWebhook('', onFailed)
    for (const kind of ALERT_KINDS) tell(alert(kind))
    expect([asked.mock.calls.length, failed]).toEqual([0, 0])
  })

  test('[P6] posts each alert once: kind, count and time, and nothing else', async () => {
    const { seen, url } = await receive((response) => response.end('thank you'))
    const tell = createWebhook(url, onFailed)
    const kinds = ALERT_KINDS.filter((kind) => kind !== 'webhookFailed')
    for (const [at, kind] of kinds.entries()) tell(alert(kind, at))
    await waitUntil(WITHIN_MS, () => seen.length === kinds.length)
    const due = kinds.map((kind, count) => ({ kind, count, at: new Date(AT).toISOString() }))
    const said = seen.map(({ body }) => JSON.parse(body) as { count: number })
    expect(said.toSorted((a, b) => a.count - b.count)).toEqual(due)
    for (const { method, path, headers } of seen) {
      expect([method, path, headers['content-type']]).toEqual(['POST', '/hook', 'application/json'])
      expect([headers.cookie, headers.authorization, headers.referer]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    }
    expect(failed).toBe(0)
  })

  test('[P6] does not tell of its own failure', async () => {
    const asked = jest.spyOn(globalThis, 'fetch')
    createWebhook('http://127.0.0.1:9/', onFailed)(alert('webhookFailed'))
    expect(asked).not.toHaveBeenCalled()
  })

  test.each<[string, (response: ServerResponse) => void]>([
    ['says no', (response) => response.writeHead(500).end()],
    ['hangs up', (response) => void response.destroy()],
    [
      'points elsewhere',
      (response) => response.writeHead(307, { Location: `${elsewhere}/other` }).end(),
    ],
  ])('[P6] fails once when the receiver %s, and goes nowhere else', async (_what, answer) => {
    const { seen, url } = await receive(answer)
    elsewhere = new URL(url).origin
    createWebhook(url, onFailed)(alert('listFull'))
    await waitUntil(WITHIN_MS, () => failed === 1)
    expect(seen.map(({ path }) => path)).toEqual(['/hook'])
  })

  test('[R14] gives up on a receiver that is silent, and asks no more than a few at once', async () => {
    const patience = jest.spyOn(AbortSignal, 'timeout')
    const giveUp = new AbortController()
    patience.mockReturnValue(giveUp.signal)
    const { seen, url } = await receive(() => {})
    const tell = createWebhook(url, onFailed)
    for (let count = 0; count < 1_000; count += 1) tell(alert('nodeLost', count))
    await waitUntil(WITHIN_MS, () => seen.length === 8)
    expect(failed).toBe(992)
    expect(new Set(patience.mock.calls.flat())).toEqual(new Set([5_000]))
    giveUp.abort()
    await waitUntil(WITHIN_MS, () => failed === 1_000)
    expect(seen).toHaveLength(8)
    // Afterwards it is tried again.
    patience.mockReturnValue(new AbortController().signal)
    tell(alert('nodeLost'))
    await waitUntil(WITHIN_MS, () => seen.length === 9)
    close()
    await waitUntil(WITHIN_MS, () => failed === 1_001)
  })

  test('[R14] does not read what a receiver goes on saying', async () => {
    let isCut = false
    const { url } = await receive((response) => {
      response.on('close', () => (isCut = true))
      response.writeHead(200)
      response.write('x'.repeat(1_000_000))
    })
    createWebhook(url, onFailed)(alert('listFull'))
    await waitUntil(WITHIN_MS, () => isCut)
    expect(failed).toBe(0)
  })
})
