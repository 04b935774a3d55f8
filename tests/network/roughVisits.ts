/** What reaches a public host besides visitors: wrong requests, other protocols, guessed passwords. */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { turnCredential } from '../../signaling/turn.ts'
import { DOMAIN, HOST } from './internet.ts'
import type { Laboratory } from './laboratory.ts'
import { createTurnClient } from './turnClient.ts'

export interface RoughVisits {
  /** By name; each comes from the address, and resolves with what it heard. */
  readonly ways: Readonly<Record<string, (address: string) => Promise<string>>>
  /** Says anything to nginx over TLS, as it is. */
  readonly ask: (address: string, text: string) => Promise<string>
  /** So many requests at once over one connection. */
  readonly hurry: (address: string, requests: number) => Promise<string>
}

/** Who is left waiting goes, which is an error of its own. */
const PATIENCE_MS = 1_500
const TURN_PORTS = { plain: 3478, tls: 5349 } as const
export const request = (line: string, ...headers: string[]): string =>
  [line, `Host: ${DOMAIN}`, ...headers, '', ''].join('\r\n')
const LAST = 'Connection: close'

/** Says it, and hears what comes until the other side has had enough. */
async function say(socket: Socket, text: string | Buffer): Promise<string> {
  const heard: Buffer[] = []
  socket.on('data', (chunk: Buffer) => heard.push(chunk))
  socket.on('error', () => undefined)
  socket.setTimeout(PATIENCE_MS, () => socket.destroy())
  socket.write(text)
  await once(socket, 'close')
  return Buffer.concat(heard).toString('latin1')
}

export async function openRoughVisits(laboratory: Laboratory): Promise<RoughVisits> {
  const { host, door, internet } = laboratory
  const street = await door(internet.street)
  const ca = readFileSync(host.authority.file)

  const plain = (from: string, port: number): Socket =>
    street.connect({ host: from.includes(':') ? HOST.v6 : HOST.v4, port, from })
  const secure = (from: string): Socket =>
    connectTls({ socket: plain(from, 443), servername: DOMAIN, ca })

  const asks =
    (text: string, open: (from: string) => Socket = secure) =>
    (address: string) =>
      say(open(address), text)

  function relay(id: string, secret: string, ageMs: number) {
    return async (address: string) => {
      const credential = turnCredential(secret, id, Date.now() - ageMs)
      const client = createTurnClient(plain(address, TURN_PORTS.plain), credential)
      if ((await client.allocate(address.includes(':') ? 6 : 4)) === 'granted')
        for (const peer of ['10.0.0.5', '203.0.113.250']) await client.permit(peer)
      client.close()
      return ''
    }
  }

  return {
    ways: {
      'the page': asks(request('GET / HTTP/1.1', LAST)),
      'a page that is not there': asks(request('GET /wp-admin HTTP/1.1', LAST)),
      'a way out of the folder': asks(request('GET /../../etc/passwd HTTP/1.1', LAST)),
      'a method that is not known': asks(request('BREW / HTTP/1.1', LAST)),
      'a body that is too large': asks(request('POST / HTTP/1.1', 'Content-Length: 9999999', LAST)),
      'headers that are too large': asks(
        request('GET / HTTP/1.1', `X-Large: ${'x'.repeat(40_000)}`),
      ),
      'a header that is none': asks(request('GET / HTTP/1.1', 'no colon here', LAST)),
      'a WebSocket without a key': asks(
        request('GET /signal HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'),
      ),
      'another host name': asks(`GET / HTTP/1.1\r\nHost: other.example\r\n${LAST}\r\n\r\n`),
      'plain HTTP': asks(request('GET / HTTP/1.1', LAST), (from) => plain(from, 80)),
      'plain HTTP where TLS is': asks(request('GET / HTTP/1.1', LAST), (from) => plain(from, 443)),
      'noise where TLS is': asks('SSH-2.0-OpenSSH_9.2\r\n', (from) => plain(from, 443)),
      'noise at the relay': asks('GET / HTTP/1.0\r\n\r\n', (from) => plain(from, TURN_PORTS.plain)),
      'noise at the relay with TLS': asks('no TLS\r\n', (from) => plain(from, TURN_PORTS.tls)),
      'the relay': relay('visitor', host.turnSecret, 0),
      'the relay with a guessed password': relay('visitor', 'guessed', 0),
      'the relay with an old credential': relay('visitor', host.turnSecret, 3_600_000),
    },
    ask: (address, text) => asks(text)(address),
    async hurry(address, requests) {
      const line = request('GET /nothing HTTP/1.1')
      return say(
        secure(address),
        line.repeat(requests - 1) + request('GET /nothing HTTP/1.1', LAST),
      )
    },
  }
}
