/** The built broker in a process of its own, so that its memory can be measured. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PASSWORD } from './brokerHarness.ts'

const REPOSITORY = join(__dirname, '..', '..')
const BROKER = pathToFileURL(join(REPOSITORY, 'dist', 'radar', 'broker.js')).href

/** Listens over TCP and WebSocket; `publish` says a state of so many bytes so many times a second. */
const SCRIPT = `
import { createServer } from 'node:net'
import { createServer as createHttpServer } from 'node:http'
import { createBroker } from ${JSON.stringify(BROKER)}
const broker = await createBroker({
  authenticate: (username, password) => (password === ${JSON.stringify(PASSWORD)} ? username : null),
  onError: (error) => { throw error },
})
const server = createServer((socket) => broker.accept(socket, socket.remoteAddress ?? ''))
const http = createHttpServer()
http.on('upgrade', (request, socket, head) =>
  broker.upgrade(request, socket, head, request.socket.remoteAddress ?? ''))
process.on('message', ({ bytes, everyMs, times }) => {
  if (bytes === undefined) {
    gc()
    const { heapUsed, external } = process.memoryUsage()
    process.send({ heldMb: (heapUsed + external) / 1_048_576 })
    return
  }
  const filling = 'x'.repeat(bytes)
  const timer = setInterval(() => {
    broker.publish('counts', Date.now() + ' ' + filling)
    times -= 1
    if (times === 0) clearInterval(timer)
  }, everyMs)
})
setInterval(() => process.send({ connections: broker.connections() }), 50)
server.listen(0, '127.0.0.1', () => http.listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port, webSocketPort: http.address().port })
}))
`

export interface BrokerProcess {
  readonly port: number
  readonly webSocketPort: number
  /** Resident memory in megabytes. */
  readonly rssMb: () => number
  /** What is left in memory after everything that nobody needs has been thrown away. */
  readonly heldMb: () => Promise<number>
  /** How many clients were let in a moment ago. */
  readonly connections: () => number
  readonly hasExited: () => boolean
  readonly publish: (what: { bytes: number; everyMs: number; times: number }) => void
  readonly signal: (signal: NodeJS.Signals) => void
  readonly stop: () => Promise<void>
}

export async function startBroker(): Promise<BrokerProcess> {
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', SCRIPT], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let connections = 0
  child.on('message', (message: { connections?: number }) => {
    connections = message.connections ?? connections
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const { port, webSocketPort } = await new Promise<{ port: number; webSocketPort: number }>(
    (resolve, reject) => {
      child.on('message', (message: { port?: number }) => {
        if (message.port !== undefined) resolve(message as never)
      })
      child.once('close', () => reject(new Error('the broker did not start: is dist built?')))
    },
  )
  return {
    port,
    webSocketPort,
    rssMb: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
    },
    heldMb: () =>
      new Promise((resolve) => {
        child.on('message', function onMessage(message: { heldMb?: number }) {
          if (message.heldMb === undefined) return
          child.off('message', onMessage)
          resolve(message.heldMb)
        })
        child.send({})
      }),
    connections: () => connections,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    publish: (what) => void child.send(what),
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
