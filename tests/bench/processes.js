/** Starts the measured servers and the load, and reads what they cost from /proc. */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
/** Linux counts CPU time in hundredths of a second everywhere we run. */
const TICK_MS = 10
const BIND = 'ulimit -n 65536 2>/dev/null; exec "$@"'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/**
 * @typedef {object} Measured
 * @property {string} name
 * @property {number} port
 * @property {number} pid
 * @property {() => number} cpuMs user and system time so far
 * @property {() => number} rss bytes
 * @property {() => void} collect
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Measured>} */
async function start(name, port, args, env) {
  const flags = ['--expose-gc', '--import', here('collect.js')]
  const child = spawn('sh', ['-c', BIND, 'sh', process.execPath, ...flags, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  const read = (file) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
  return {
    name,
    port,
    pid: child.pid,
    cpuMs() {
      // The command's name may hold spaces; the fields after it do not.
      const fields = read('stat').split(') ')[1].split(' ')
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS
    },
    rss: () => Number(/^VmRSS:\s+(\d+)/m.exec(read('status'))[1]) * 1024,
    collect: () => child.kill('SIGUSR2'),
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** The real server with its limits as they are; `main` may name another build of it. */
export async function startOurs(main = here('../../dist/signaling/main.js')) {
  const [port, metrics] = [await freePort(), await freePort()]
  return start('ours', port, [main], {
    SIGNALING_PORT: String(port),
    SIGNALING_METRICS_PORT: String(metrics),
    SIGNALING_TRUSTED_PROXIES: '127.0.0.1',
  })
}

export async function startFloor() {
  const port = await freePort()
  return start('floor', port, [here('floor.js'), String(port)], {})
}

/** A load process; `run` hands it one job and answers with its result. */
export function startLoad() {
  const child = fork(here('load.js'), [], { stdio: 'inherit' })
  return {
    async ask(message) {
      child.send(message)
      const [result] = await once(child, 'message')
      if (result.error !== undefined) throw new Error(result.error)
      return result
    },
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
