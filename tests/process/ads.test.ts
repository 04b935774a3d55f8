/** Advertising as an operator switches it on: what is served where, and to whom it is not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { advertisementHeaders, securityHeaders } from '../../signaling/headers.ts'
import { connect, greet, HELLO } from '../helpers/client.ts'
import { freePorts } from '../helpers/freePort.ts'
import { runToEnd, startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'

const SNIPPET = '<script>document.write("an unmistakable advertisement")</script>'
const NETWORK = { ADS_NETWORK: 'Example Ads' } as const
let folder: string
let ads: { readonly ADS_FILE: string; readonly ADS_NETWORK: string }
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-ads-'))
  ads = { ADS_FILE: join(folder, 'snippet.html'), ...NETWORK }
  writeFileSync(ads.ADS_FILE, SNIPPET)
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** As a browser asks: `Host` says where it believes to be. */
function ask(
  { port }: SignalingProcess,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => (body += text))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    asked.on('error', reject).end()
  })
}

const lowered = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
const originsAt = (port: number) =>
  ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${port}`)

async function welcomeOf(server: SignalingProcess): Promise<unknown> {
  const client = await connect(server)
  client.send(HELLO)
  const { ads: told } = await client.next('welcome')
  client.ws.terminate()
  return told
}

describe('a server without advertising', () => {
  let server: SignalingProcess
  beforeAll(async () => {
    server = await startSignaling()
  })
  afterAll(() => server.stop())

  it('[P7] has no such address, no header for it, and tells nobody of any', async () => {
    const { status, headers } = await ask(server, '/advertisement')
    expect(status).toBe(404)
    expect(headers).toMatchObject(lowered(securityHeaders(originsAt(server.port))))
    const page = await ask(server, '/')
    expect(page.headers['content-security-policy']).toContain("frame-src 'none'")
    expect(page.headers['cross-origin-embedder-policy']).toBe('require-corp')
    expect(page.body).not.toMatch(/advert|AdSlot/i)
    expect(await welcomeOf(server)).toBeUndefined()
  })

  it('[P7] says on its policies that it is off, and nothing else of it', async () => {
    const { body } = await ask(server, '/privacy')
    expect(body).toContain('<th scope="row">Advertising</th><td>Off</td>')
    expect(body.match(/advertis\w*/gi)).toEqual(['Advertising'])
    expect((await ask(server, '/what-the-server-sees')).body.match(/advertis\w*/gi)).toEqual([
      'Advertising',
    ])
  })
})

describe('a server with advertising on a path of the page', () => {
  let server: SignalingProcess
  beforeAll(async () => {
    server = await startSignaling({ ...ads, ADS_SIZE: '320x100' })
  })
  afterAll(() => server.stop())

  it('[P7] [S4] serves the snippet in a cage, without a cookie, for nobody to keep', async () => {
    const { status, headers, body } = await ask(server, '/advertisement?x=1')
    expect(status).toBe(200)
    expect(body).toContain(SNIPPET)
    const { date: _, connection: __, ...rest } = headers
    expect(rest).toEqual({
      ...lowered(advertisementHeaders(originsAt(server.port), null)),
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
    })
    const head = await ask(server, '/advertisement', {}, 'HEAD')
    expect(head.headers['content-length']).toBe(rest['content-length'])
    expect(head.body).toBe('')
  })

  it('[P7] gives no snippet to a browser that asks not to be tracked', async () => {
    const { status, headers, body } = await ask(server, '/advertisement', { 'Sec-GPC': '1' })
    expect(status).toBe(403)
    expect(body).not.toContain('unmistakable')
    expect(body).toContain('asks not to be tracked')
    expect(headers).toMatchObject(lowered(advertisementHeaders(originsAt(server.port), null)))
    // Any other value asks for nothing.
    expect((await ask(server, '/advertisement', { 'Sec-GPC': '0' })).status).toBe(200)
  })

  it('[P7] can only be read there', async () => {
    const { status, headers } = await ask(server, '/advertisement', {}, 'POST')
    expect(status).toBe(405)
    expect(headers.allow).toBe('GET, HEAD')
  })

  it('[P7] allows a frame of that one address, on every page of its own', async () => {
    const { port } = server
    const named = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${port}/advertisement`)
    // No policy can name `[::1]`.
    const sources = [...named, "'self'"]
    for (const path of ['/', '/privacy', '/nothing', '/healthz']) {
      const { headers } = await ask(server, path)
      expect(headers['content-security-policy']).toContain(`; frame-src ${sources.join(' ')}; `)
      expect(headers['content-security-policy']).toContain("; frame-ancestors 'none'; ")
      expect(headers['cross-origin-embedder-policy']).toBe('credentialless')
    }
    for (const path of ['/advertisement/', '/advertisement.html', '/Advertisement'])
      expect((await ask(server, path)).status).toBe(404)
  })

  it('[P7] tells pages whose it is, where, and how large', async () => {
    expect(await welcomeOf(server)).toEqual({
      network: 'Example Ads',
      url: '/advertisement',
      width: 320,
      height: 100,
    })
  })

  it('[P7] [V3] lets nothing in that has the opaque origin of the frame', async () => {
    await expect(greet(server, { options: { origin: 'null' } })).rejects.toThrow('403')
    const appeal = await ask(server, '/appeal', { Origin: 'null' }, 'POST')
    expect(appeal.status).toBe(403)
    const { headers } = await ask(server, '/', { Origin: 'null' })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('[P7] lists it on the policies by itself', async () => {
    const privacy = (await ask(server, '/privacy')).body
    expect(privacy).toContain('<h2 id="advertising">')
    expect(privacy).toContain('Example Ads')
    expect(privacy).not.toContain('{{')
    const list = (await ask(server, '/what-the-server-sees')).body
    expect(list).toContain('<th scope="row">The ad network')
    expect(list).not.toContain('loads nothing from elsewhere<')
  })
})

describe('a server with advertising on an origin of its own', () => {
  let server: SignalingProcess
  let host: string
  beforeAll(async () => {
    const [port = 0] = await freePorts(1)
    host = `127.0.0.1:${port}`
    server = await startSignaling({
      ...ads,
      ADS_ORIGIN: `http://${host}`,
      SIGNALING_ORIGINS: `http://localhost:${port}`,
      SIGNALING_PORT: String(port),
    })
  })
  afterAll(() => server.stop())
  const page = () => ({ Host: `localhost:${server.port}` })

  it('[P7] serves the document there, and nothing else', async () => {
    const due = lowered(advertisementHeaders([server.origin], `http://${host}`))
    const found = await ask(server, '/advertisement')
    expect(found.status).toBe(200)
    expect(found.body).toContain(SNIPPET)
    expect(found.headers).toMatchObject(due)
    expect(found.headers['content-security-policy']).toContain(`frame-ancestors ${server.origin};`)
    for (const path of ['/', '/privacy', '/healthz', '/appeal', '/build.json', '/signal']) {
      const { status, headers, body } = await ask(server, path)
      expect({ path, status }).toEqual({ path, status: 404 })
      expect(headers).toMatchObject(due)
      expect(body).not.toContain('unmistakable')
    }
    expect((await ask(server, '/advertisement', { 'Sec-GPC': '1' })).status).toBe(403)
  })

  it('[P7] serves everything but the document on the page’s', async () => {
    expect((await ask(server, '/advertisement', page())).status).toBe(404)
    const { status, headers } = await ask(server, '/', page())
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toContain(
      `; frame-src http://${host}/advertisement; `,
    )
    expect(await welcomeOf(server)).toMatchObject({ url: `http://${host}/advertisement` })
  })
})

it.each([
  [{ ADS_FILE: '/nonexistent' }, 'ADS_FILE names a file that cannot be read.\n'],
  [{ ...NETWORK }, "ADS_NETWORK needs ADS_FILE, the file with the network's snippet.\n"],
  [{ ADS_SNIPPET: 'x' }, 'ADS_SNIPPET is not a setting.\n'],
])('[P7] [V11] does not start with %j', async (settings, sentence) => {
  const { code, stdout, stderr } = await runToEnd(settings)
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: sentence })
})
