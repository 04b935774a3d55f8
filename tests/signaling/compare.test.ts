/** What is looked at, and how much is read, when a site is compared with a checkout. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { compareSite, isOurPolicy } from '../../signaling/compare.ts'
import { securityHeaders } from '../../signaling/headers.ts'

const PIECE = Buffer.alloc(1_000_000, 'a')
/** Of the file as it is in the checkout. */
const WHOLE = 3
/** Far more than is read, and than anything on the way holds back. */
const PIECES = 100

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const policyFor = (origins: readonly string[], frames: readonly string[] = []): string =>
  securityHeaders(origins, frames)['Content-Security-Policy'] ?? ''
const OURS = policyFor(['https://chat.example.org'])

/** A site with one file of so many bytes, in pieces; counts those that were taken. */
async function startSite(pieces: number, policy = OURS) {
  let taken = 0
  const server = createServer((request, response) => {
    if (request.url === '/build.json') return void response.writeHead(404).end()
    if (request.url === '/')
      return void response.writeHead(200, { 'Content-Security-Policy': policy }).end()
    function* body() {
      for (; taken < pieces; taken += 1) yield PIECE
    }
    // Who asked may go before the end.
    pipeline(Readable.from(body()), response, () => undefined)
    return undefined
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    taken: () => taken,
    compare: () =>
      compareSite(`http://127.0.0.1:${port}`, {
        version: '1',
        files: { 'robots.txt': digestOf(Buffer.alloc(WHOLE * PIECE.length, PIECE)) },
      }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

it('[C11] reads no more of a file than any of ours is long', async () => {
  const site = await startSite(PIECES)
  const { differences } = await site.compare()
  expect(differences).toContain('The site does not serve robots.txt.')
  expect(site.taken()).toBeLessThan(PIECES / 2)
  await site.close()
})

describe('the policy of the page', () => {
  it.each([
    ['a site', OURS],
    [
      'one with several addresses',
      policyFor(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']),
    ],
    ['one with none that a policy can name', policyFor(['http://[::1]:8080'])],
    [
      'one with advertisements of another origin',
      policyFor(['https://chat.example.org'], ['https://ads.example.net/advertisement']),
    ],
    ['one with advertisements of its own', policyFor(['http://[::1]:8080'], ["'self'"])],
  ])('[C11] is ours on %s', (_, policy) => expect(isOurPolicy(policy)).toBe(true))

  it.each([
    ['none', ''],
    ['one without Trusted Types', OURS.replace("require-trusted-types-for 'script'; ", '')],
    ['any name for them', OURS.replace('trusted-types worker', 'trusted-types *')],
    ['inline scripts', OURS.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")],
    ['no default', OURS.replace("default-src 'none'; ", '')],
    ['sockets to everybody', OURS.replace('wss://chat.example.org', '*')],
    ['sockets to a whole domain', OURS.replace('wss://chat', 'wss://*')],
    ['requests elsewhere', OURS.replace('wss://chat', 'https://chat')],
    ['any frame', OURS.replace("frame-src 'none'", 'frame-src *')],
    [
      'frames of another page',
      OURS.replace("frame-src 'none'", 'frame-src https://ads.example.net/other'),
    ],
    ['more than ours', `${OURS}; img-src *`],
  ])('[C11] is not: %s', (_, policy) => {
    expect(policy).not.toBe(OURS)
    expect(isOurPolicy(policy)).toBe(false)
  })

  it.each([
    [OURS, false],
    ['', true],
  ])('[C11] is looked at as the page comes with it: %j', async (policy, isOther) => {
    const site = await startSite(WHOLE, policy)
    const { same, differences } = await site.compare()
    await site.close()
    const sentence = 'The site serves the page with another Content-Security-Policy.'
    expect([same, differences.includes(sentence)]).toEqual([1, isOther])
  })
})

it('[C11] reads a file of several pieces to its end', async () => {
  for (const [pieces, same] of [
    [WHOLE, 1],
    [WHOLE + 1, 0],
    [WHOLE - 1, 0],
  ] as const) {
    const site = await startSite(pieces)
    const { same: found, differences } = await site.compare()
    await site.close()
    expect([pieces, found, site.taken()]).toEqual([pieces, same, pieces])
    expect(differences.includes('The site serves another robots.txt.')).toBe(same === 0)
  }
})
