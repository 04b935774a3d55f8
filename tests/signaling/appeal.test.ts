/** The one thing a page may POST: the code of a block, from our own page, in one short body. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAppeals } from '../../signaling/appeals.ts'
import type { AppealAnswer } from '../../signaling/http.ts'
import { createLimits } from '../../signaling/limits.ts'
import { startPageServer, writeBarePage, type PageServer } from '../helpers/pageServer.ts'

const ORIGIN = 'https://chat.example.org'
const CODE = '0123ABCD'
const BODY = JSON.stringify({ code: CODE })

let folder: string
let page: PageServer
let port: number
/** What the process would say to the next appeal, and what came so far. */
let answer: AppealAnswer
let fails = false
const asked: { readonly code: string; readonly from: string | undefined }[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-page-'))
  writeBarePage(folder)
  page = await startPageServer(folder, {
    origins: [ORIGIN, 'http://localhost:8080'],
    onAppeal(code, { headers }: IncomingMessage) {
      asked.push({ code, from: headers['x-forwarded-for'] as string | undefined })
      return fails ? Promise.reject(new Error('a defect')) : Promise.resolve(answer)
    },
  })
  port = Number(new URL(page.origin).port)
})
beforeEach(() => {
  answer = 'accepted'
  fails = false
  asked.length = 0
})
afterAll(async () => {
  await page.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

interface Appeal {
  readonly body?: string | Buffer
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends exactly this, and reads the answer even while the body is still on its way. */
function ask({
  body = BODY,
  method = 'POST',
  path = '/appeal',
  headers,
}: Appeal = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { Origin: ORIGIN, ...headers }
    const asking = request(
      { host: '127.0.0.1', port, path, method, agent: false, headers: sent },
      (response) => {
        let text = ''
        response.setEncoding('latin1').on('data', (part: string) => (text += part))
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
          asking.destroy()
        })
      },
    )
    asking.on('error', reject)
    asking.end(body)
  })
}

describe('an appeal', () => {
  it.each<[AppealAnswer, number]>([
    ['accepted', 202],
    ['unknown', 404],
    ['tooMany', 429],
    ['away', 503],
  ])('[R21] that is %s is answered with %i and no word more', async (verdict, status) => {
    answer = verdict
    const headers = { 'X-Forwarded-For': '101.55.66.77' }
    const { body, headers: told, status: got } = await ask({ headers })
    expect([got, body, told['cache-control']]).toEqual([status, '', 'no-store'])
    expect(told['set-cookie']).toBeUndefined()
    expect(asked).toEqual([{ code: CODE, from: '101.55.66.77' }])
  })

  it('[R21] may come from every origin of the page, by any path query', async () => {
    expect((await ask({ headers: { Origin: 'http://localhost:8080' } })).status).toBe(202)
    expect((await ask({ path: '/appeal?x=1' })).status).toBe(202)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['another site', { Origin: 'https://elsewhere.example' }],
    ['one that begins like ours', { Origin: `${ORIGIN}.elsewhere.example` }],
    ['another port', { Origin: `${ORIGIN}:8443` }],
    ['a sandbox', { Origin: 'null' }],
    ['nowhere', { Origin: '' }],
    ['two origins', { Origin: `${ORIGIN}, ${ORIGIN}` }],
  ])('[R21] from %s is refused', async (_name, headers) => {
    expect((await ask({ headers })).status).toBe(403)
    expect(asked).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'code'],
    ['another shape', JSON.stringify({ code: CODE, more: 1 })],
    ['an array', JSON.stringify([CODE])],
    ['a number', JSON.stringify({ code: 12_345_678 })],
    ['a short code', JSON.stringify({ code: '0123ABC' })],
    ['a long code', JSON.stringify({ code: `${CODE}0` })],
    ['a code in small letters', JSON.stringify({ code: CODE.toLowerCase() })],
    ['a code with a line after it', `{"code":"${CODE}\n"}`],
    ['a line after it', `${BODY}\n`],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ])('[R21] that says %s is malformed', async (_name, body) => {
    expect((await ask({ body })).status).toBe(400)
    expect(asked).toEqual([])
  })

  it.each([65, 20_000, 5_000_000])(
    '[R21] of %i bytes is too large, and that is said',
    async (size) => {
      expect((await ask({ body: Buffer.alloc(size, 'x') })).status).toBe(413)
      const chunked = { 'Transfer-Encoding': 'chunked' }
      expect((await ask({ body: Buffer.alloc(size, 'x'), headers: chunked })).status).toBe(413)
      expect(asked).toEqual([])
      expect((await ask()).status).toBe(202)
    },
  )

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    '[R21] by %s is none, and the answer names the way',
    async (method) => {
      const { status, headers } = await ask({ method, body: '' })
      expect([status, headers.allow]).toEqual([405, 'POST'])
      expect(asked).toEqual([])
    },
  )

  it('[R21] in pieces is read whole', async () => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.setEncoding('latin1').on('data', (text: string) => (said += text))
    socket.write(
      `POST /appeal HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nConnection: close\r\n` +
        `Content-Length: ${BODY.length}\r\n\r\n${BODY.slice(0, 5)}`,
    )
    setImmediate(() => socket.write(BODY.slice(5)))
    await once(socket, 'close')
    expect(said).toMatch(/^HTTP\/1\.1 202 /)
    expect(asked).toHaveLength(1)
  })

  it('[V2] that breaks off, or meets a defect, harms only itself', async () => {
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /appeal HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Length: 50\r\n\r\n{"code"`,
    )
    await once(socket, 'connect')
    socket.destroy()
    fails = true
    await expect(ask()).rejects.toThrow()
    fails = false
    expect((await ask()).status).toBe(202)
  })
})

describe('an appeal', () => {
  const BLOCKED = '203.0.113.9'
  function begin(isThere = true) {
    const limits = createLimits({
      connectionsPerAddress: 1,
      connectsPerMinute: 1,
      findsPerMinute: 1,
      reportsPerHour: 1,
    })
    const block = { until: Infinity, cause: 'network', code: CODE } as const
    const blockOf = (prefix: string) => (prefix === BLOCKED ? block : null)
    const passed: string[] = []
    const appeal = createAppeals(limits, { blockOf }, (code) => isThere && passed.push(code) > 0)
    return { appeal, limits, passed }
  }

  it('[R21] is passed on with the code of a block on one’s own network, if the radar is there', async () => {
    const { appeal, passed } = begin()
    expect(await appeal(CODE, BLOCKED)).toBe('accepted')
    expect(await appeal(CODE, '203.0.113.10')).toBe('unknown')
    expect(await appeal(CODE, null)).toBe('unknown')
    expect(passed).toEqual([CODE])
    expect(await begin(false).appeal(CODE, BLOCKED)).toBe('away')
  })

  it('[V5] with a code that is guessed is told so ten times in an hour', async () => {
    const { appeal } = begin()
    for (let tries = 0; tries < 10; tries += 1)
      expect(await appeal('00000000', BLOCKED)).toBe('unknown')
    expect(await appeal(CODE, BLOCKED)).toBe('tooMany')
  })

  it('[V5] [P5] leaves nothing of networks that nobody blocks, however many there are', async () => {
    const { appeal, limits } = begin()
    for (let net = 0; net < 1_000; net += 1) await appeal(CODE, `2001:db8:1:${net.toString(16)}::1`)
    expect(limits.asked()).toBe(0)
    await appeal(CODE, BLOCKED)
    expect(limits.asked()).toBe(1)
  })
})
