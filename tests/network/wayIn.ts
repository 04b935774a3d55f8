/** Visits without a browser, through nginx as browsers come. */
import { readFileSync } from 'node:fs'
import { connect as connectTls } from 'node:tls'
import { connect, greet, type Client, type ClientSettings, type Target } from '../helpers/client.ts'
import { DOMAIN, HOST } from './internet.ts'
import type { Laboratory } from './laboratory.ts'
import type { Place } from './place.ts'

type Headers = Readonly<Record<string, string>>

export interface WayIn {
  readonly target: Target
  /** How a client of the helpers gets there; by default from the place's own address. */
  readonly from: (address?: string, headers?: Headers) => ClientSettings
  /** An idle visitor. */
  readonly visit: (address?: string) => Promise<Client>
}

const HTTPS = 443
/** What never answers is given up after about twice this time. */
const PATIENCE_MS = 5_000
const FLOOD_LANES = 20
/** He tries again soon. */
export const FLOODERS_PATIENCE_MS = 1_000

export async function openWayIn(
  { host, door }: Laboratory,
  place: Place,
  patienceMs = PATIENCE_MS,
): Promise<WayIn> {
  const { connect: open } = await door(place)
  const ca = readFileSync(host.authority.file)
  const target = { port: HTTPS, origin: host.origin }
  const from: WayIn['from'] = (address, headers = {}) => ({
    options: {
      headers: { Host: DOMAIN, ...headers },
      handshakeTimeout: patienceMs,
      createConnection: () => {
        const to = address?.includes(':') === true ? HOST.v6 : HOST.v4
        const socket = open({
          host: to,
          port: HTTPS,
          ...(address !== undefined && { from: address }),
        })
        // The patience above is that of sockets that are made with it.
        return connectTls({ socket, servername: DOMAIN, ca }).setTimeout(patienceMs)
      },
    },
  })
  return { target, from, visit: (address) => greet(target, from(address)) }
}

/** Comes, says what no page says, and is shown out; returns whether it was let in at all. */
export async function misbehave(target: Target, settings: ClientSettings): Promise<boolean> {
  const client = await connect(target, settings).catch(() => null)
  if (client === null) return false
  client.sendRaw('this is no message')
  // Who is dropped meanwhile hears of nothing any more.
  const timer = setTimeout(() => client.ws.terminate(), FLOODERS_PATIENCE_MS)
  await client.closed
  clearTimeout(timer)
  return true
}

/** Many at once, again and again, until it is told to stop. */
export function startFlood(way: WayIn, address?: string): { readonly stop: () => Promise<void> } {
  let goesOn = true
  async function run(): Promise<void> {
    while (goesOn) await misbehave(way.target, way.from(address))
  }
  const lanes = Array.from({ length: FLOOD_LANES }, run)
  return {
    async stop() {
      goesOn = false
      await Promise.all(lanes)
    },
  }
}
