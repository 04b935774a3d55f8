/** How much of an answer is read when a site is compared with a checkout. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline, Readable } from 'node:stream'
import { compareSite } from '../../signaling/compare.ts'

const PIECE = Buffer.alloc(1_000_000, 'a')
/** Of the file as it is in the checkout. */
const WHOLE = 3
/** Far more than is read, and than anything on the way holds back. */
const PIECES = 100

const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A site with one file of so many bytes, in pieces; counts those that were taken. */
async function startSite(pieces: number) {
  let taken = 0
  const server = createServer((request, response) => {
    if (request.url === '/build.json') return void response.writeHead(404).end()
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
