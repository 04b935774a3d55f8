/** Visits without a browser, from any address of the street, through nginx as browsers come. */
import { readFileSync } from 'node:fs'
import { connect as connectTls } from 'node:tls'
import { greet, type Client, type ClientSettings, type Target } from '../helpers/client.ts'
import { DOMAIN, HOST } from './internet.ts'
import type { Laboratory } from './laboratory.ts'

export interface WayIn {
  readonly target: Target
  /** How a client of the helpers gets there from an address. */
  readonly from: (address: string, headers?: Readonly<Record<string, string>>) => ClientSettings
  /** An idle visitor. */
  readonly visit: (address: string) => Promise<Client>
}

const HTTPS = 443

export async function openWayIn({ host, door }: Laboratory): Promise<WayIn> {
  const street = await door('street')
  const ca = readFileSync(host.authority.file)
  const target = { port: HTTPS, origin: host.origin }
  const from: WayIn['from'] = (address, headers = {}) => ({
    options: {
      headers: { Host: DOMAIN, ...headers },
      createConnection: () => {
        const to = address.includes(':') ? HOST.v6 : HOST.v4
        const socket = street.connect({ host: to, port: HTTPS, from: address })
        return connectTls({ socket, servername: DOMAIN, ca })
      },
    },
  })
  return { target, from, visit: (address) => greet(target, from(address)) }
}
