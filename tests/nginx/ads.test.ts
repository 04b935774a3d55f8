/** The rendered nginx in front of a signaling server with advertising: each host name and its answers. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adsHeadersOf, pageHeadersOf } from '../../nginx/deployment.ts'
import { parseEnvironment } from '../../nginx/environmentFile.ts'
import { freePorts } from '../helpers/freePort.ts'
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { ADS_DOMAIN, DOMAIN, OPTIONS, render } from './deployments.ts'
import { startProxy, type Answer, type Proxy } from './proxy.ts'

const GUEST = '127.0.0.5'
const DENIED = '127.0.0.6'
const SNIPPET = '<script>advertise()</script>'
const ads = { snippet: SNIPPET, network: 'Example Ads', domain: ADS_DOMAIN, size: '' }
const THERE = { servername: ADS_DOMAIN, headers: { host: ADS_DOMAIN } }

/** Each of these headers as often as it came. */
function valuesOf({ rawHeaders }: Answer, names: Readonly<Record<string, string>>) {
  const found: Record<string, string[]> = {}
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
    if (name in names) (found[name] ??= []).push(value)
  }
  return found
}
const each = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
const ADS_HEADERS = adsHeadersOf(DOMAIN, ADS_DOMAIN)
const PAGE_HEADERS = pageHeadersOf({ ...OPTIONS, ads })

let folder: string
let signaling: SignalingProcess
let proxy: Proxy
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'p2p-chat-ads-'))
  const file = join(folder, 'snippet.html')
  writeFileSync(file, SNIPPET)
  const settings = parseEnvironment(render({ ads })['signaling.env'] ?? '')
  signaling = await startSignaling({ ...settings, ADS_FILE: file })
  proxy = await startProxy({ signalingPort: signaling.port, ads, deny: `deny ${DENIED};\n` })
})
afterAll(async () => {
  await proxy.close()
  await signaling.stop()
  rmSync(folder, { recursive: true })
})

it.each([
  ['the document', GUEST, '/advertisement', 200],
  ['the page', GUEST, '/', 404],
  ['a policy', GUEST, '/privacy', 404],
  ['the WebSocket', GUEST, '/signal', 404],
  ['who is denied', DENIED, '/advertisement', 403],
])(
  '[P7] [E7] its own name answers %s with its own headers, each once',
  async (_, from, path, status) => {
    const answer = await proxy.ask(from, path, THERE)
    expect(answer.status).toBe(status)
    expect(answer.body.includes(SNIPPET)).toBe(status === 200)
    expect(valuesOf(answer, ADS_HEADERS)).toEqual(each(ADS_HEADERS))
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['set-cookie']).toBeUndefined()
  },
)

it('[P7] its own name gives nothing to who asks not to be tracked', async () => {
  const headers = { ...THERE.headers, 'sec-gpc': '1' }
  const answer = await proxy.ask(GUEST, '/advertisement', { ...THERE, headers })
  expect(answer.status).toBe(403)
  expect(answer.body).not.toContain(SNIPPET)
})

it.each([
  ['/', 200],
  ['/advertisement', 404],
  ['/nothing', 404],
])(
  '[P7] [E7] the page’s name answers %s as before, but for that one frame',
  async (path, status) => {
    const answer = await proxy.ask(GUEST, path)
    expect(answer.status).toBe(status)
    expect(answer.body).not.toContain(SNIPPET)
    expect(valuesOf(answer, PAGE_HEADERS)).toEqual(each(PAGE_HEADERS))
    expect(answer.headers['content-security-policy']).toContain(
      `frame-src https://${ADS_DOMAIN}/advertisement;`,
    )
  },
)

it('[P7] [E7] both answer with the same when nobody is behind them', async () => {
  const [nobody = 0] = await freePorts(1)
  const alone = await startProxy({ signalingPort: nobody, ads })
  try {
    const there = await alone.ask(GUEST, '/advertisement', THERE)
    expect(there.status).toBe(502)
    expect(valuesOf(there, ADS_HEADERS)).toEqual(each(ADS_HEADERS))
    expect(valuesOf(await alone.ask(GUEST, '/'), PAGE_HEADERS)).toEqual(each(PAGE_HEADERS))
  } finally {
    await alone.close()
  }
})
