/** The name server of the laboratory: it knows one host, by whatever name under its domain. */
import { once } from 'node:events'
import ipaddr from 'ipaddr.js'
import type { Place } from './place.ts'

/** DNS (RFC 1035): one question, at most one answer, nothing cached. */
const SERVER = `
const socket = require('node:dgram').createSocket('udp4')
const [port, host, domain, ...records] = process.argv.slice(1)
socket.on('message', (query, from) => {
  let at = 12
  const labels = []
  for (; query[at] > 0; at += query[at] + 1)
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]).toLowerCase())
  const known = ('.' + labels.join('.')).endsWith('.' + domain)
  const type = query.readUInt16BE(at + 1)
  const data = known && { 1: records[0], 28: records[1] }[type]
  const head = Buffer.alloc(12)
  query.copy(head, 0, 0, 2)
  head.writeUInt16BE(known ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data ? 1 : 0, 6)
  const answer = Buffer.alloc(12)
  answer.writeUInt16BE(0xc00c, 0)
  answer.writeUInt16BE(type, 2)
  answer.writeUInt16BE(1, 4)
  answer.writeUInt16BE((data || '').length / 2, 10)
  const parts = [head, query.subarray(12, at + 5), ...(data ? [answer, Buffer.from(data, 'hex')] : [])]
  socket.send(Buffer.concat(parts), from.port, from.address)
})
socket.bind(Number(port), host, () => console.log('open'))
`

const bytesOf = (address: string): string =>
  Buffer.from(ipaddr.parse(address).toByteArray()).toString('hex')

/**
 * Starts it; it ends with the place.
 *
 * @param at the address that it listens on
 */
export async function serveNames(
  place: Place,
  at: string,
  domain: string,
  { v4, v6 }: { readonly v4: string; readonly v6: string },
): Promise<void> {
  const command = [process.execPath, '-e', SERVER, '53', at, domain, bytesOf(v4), bytesOf(v6)]
  const server = place.start(command, { stdio: ['ignore', 'pipe', 'inherit'] })
  if (server.stdout !== null) await once(server.stdout, 'data')
}
