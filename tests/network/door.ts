/** A way into a place for this process: sockets that are opened there, from any of its addresses. */
import { connect, createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { createScratch, type Place } from './place.ts'

export interface Order {
  readonly host: string
  readonly port: number
  /** By default the address that the place uses by itself. */
  readonly from?: string
}

export interface Door {
  /** A connection from inside; whatever fails there is an early end here. */
  readonly connect: (order: Order) => Socket
  /** Makes a port of this machine's own loopback lead there. */
  readonly forward: (port: number, order: Order) => Promise<void>
  readonly close: () => void
}

/** Runs inside: a local socket reaches across namespaces, and its first line says where to. */
const PORTER = `
const net = require('node:net')
net.createServer((visit) => {
  visit.once('data', (chunk) => {
    const end = chunk.indexOf(10)
    const { host, port, from } = JSON.parse(chunk.subarray(0, end).toString())
    const out = net.connect({ host, port, localAddress: from })
    out.write(chunk.subarray(end + 1))
    visit.pipe(out).pipe(visit)
    visit.on('error', () => out.destroy()).on('close', () => out.destroy())
    out.on('error', () => visit.destroy()).on('close', () => visit.destroy())
  })
}).listen(process.argv[1], () => console.log('open'))
`

export async function openDoor(place: Place): Promise<Door> {
  const path = join(createScratch(), 'socket')
  const porter = place.start([process.execPath, '-e', PORTER, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (porter.stdout !== null) await once(porter.stdout, 'data')
  const open = (order: Order): Socket => {
    const socket = connect(path)
    socket.write(`${JSON.stringify(order)}\n`)
    return socket
  }
  const forwards = new Set<ReturnType<typeof createServer>>()
  return {
    connect: open,
    async forward(port, order) {
      const server = createServer((visit) => {
        const out = open(order)
        visit.pipe(out).pipe(visit)
        visit.on('error', () => out.destroy()).on('close', () => out.destroy())
        out.on('error', () => visit.destroy()).on('close', () => visit.destroy())
      })
      forwards.add(server)
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    close() {
      for (const server of forwards) server.close()
      porter.kill('SIGKILL')
    },
  }
}
