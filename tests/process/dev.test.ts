/** What is typed in a terminal: `npm start` and Ctrl-C, `npm run dev`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { exchange, greet, HELLO, newPair } from '../helpers/client.ts'
import { freePorts } from '../helpers/freePort.ts'
import { REPOSITORY, type SignalingProcess } from '../helpers/signalingProcess.ts'

const DRAIN_MAX_MS = 15_000
const START_MAX_MS = 60_000
const RESTART_MAX_MS = 15_000
const POLL_MS = 100
/** Not needed to run, or made anew. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'tests'])

/** A checkout of its own: what is built and watched here disturbs no other test. */
let folder: string
let ports: { page: number; metrics: number }
let terminal: Terminal

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'p2p-chat-terminal-'))
  await cp(REPOSITORY, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => path === REPOSITORY || !LEFT_OUT.has(basename(path)),
  })
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  // Folders are as old as their copies: without this everything would be built anew.
  await utimes(join(folder, 'dist', '.built'), new Date(), new Date())
})
beforeEach(async () => {
  const [page = 0, metrics = 0] = await freePorts(2)
  ports = { page, metrics }
})
afterEach(() => terminal.close())
afterAll(() => rm(folder, { recursive: true }))

interface Terminal {
  /** Waits until all of these have been printed, in any order. */
  shows(...texts: RegExp[]): Promise<RegExpExecArray[]>
  /** Like Ctrl-C: every process of the group is told. */
  interrupt(): void
  /** The first process, not those that it has started. */
  terminate(): void
  /** How the first process ended: `null` when by a signal. */
  readonly code: Promise<number | null>
  /** Waits until no process of the group is left. */
  ends(): Promise<void>
  close(): Promise<void>
}

/** The living processes of a group; those that only wait to be buried do not count. */
function membersOf(group: number): number[] {
  return readdirSync('/proc').flatMap((name) => {
    try {
      // pid (name) state parent group ...
      const stat = readFileSync(`/proc/${Number(name)}/stat`, 'utf8')
      const [state = '', , owner] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(owner) === group && !'ZX'.includes(state) ? [Number(name)] : []
    } catch {
      return [] // no process, or gone meanwhile
    }
  })
}

/** Runs a command in a process group of its own, as a shell does. */
function type(...command: string[]): Terminal {
  const settings = [
    `SIGNALING_PORT=${ports.page}`,
    `SIGNALING_METRICS_PORT=${ports.metrics}`,
    'NO_COLOR=1',
  ]
  const child = spawn('env', ['-u', 'FORCE_COLOR', ...settings, ...command], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { pid = 0 } = child
  let printed = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      for (const listener of listeners) listener()
    })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const exited = code.then(() => undefined)
  return {
    shows: (...texts) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = texts.map((text) => text.exec(printed)).filter((one) => one !== null)
          if (found.length < texts.length) return
          stop()
          resolve(found)
        }
        const give = (why: string) => {
          stop()
          reject(new Error(`${why}, having printed:\n${printed}`))
        }
        const stop = () => {
          clearTimeout(timer)
          listeners.delete(look)
        }
        const timer = setTimeout(() => give('not in time'), START_MAX_MS)
        listeners.add(look)
        void exited.then(() => give('ended'))
        look()
      }),
    interrupt: () => void process.kill(-pid, 'SIGINT'),
    terminate: () => void process.kill(pid, 'SIGTERM'),
    code,
    async ends() {
      await exited
      while (membersOf(pid).length > 0) await pause(POLL_MS)
    },
    async close() {
      for (const member of membersOf(pid)) process.kill(member, 'SIGKILL')
      await exited
    },
  }
}

describe('Ctrl-C after npm start', () => {
  const UPDATING = { code: 4503, reason: 'updating' }
  let server: SignalingProcess

  beforeEach(async () => {
    terminal = type('npm', 'start')
    await terminal.shows(/P2P Chat is ready/)
    server = { port: ports.page, origin: `http://localhost:${ports.page}` } as SignalingProcess
  })

  test('[V10] tells everybody, and ends every process', async () => {
    const idle = await greet(server)
    terminal.interrupt()
    expect(await idle.closed).toMatchObject(UPDATING)
    await terminal.ends()
  })

  test('[V10] pressed twice quickly still lets a fresh introduction finish', async () => {
    const [one, other] = await newPair(server)
    const since = performance.now()
    terminal.interrupt()
    terminal.interrupt()
    await terminal.shows(/Updating: no new pairings/)
    await exchange(one, other)
    const health = await fetch(`http://127.0.0.1:${ports.page}/healthz`)
    expect(health.status).toBe(503)
    expect(await Promise.all([one.closed, other.closed])).toMatchObject([UPDATING, UPDATING])
    await terminal.ends()
    expect(performance.now() - since).toBeLessThan(DRAIN_MAX_MS)
  })
})

describe('npm start', () => {
  test('[V10] drains when its first process alone is told to end, as by a service manager', async () => {
    terminal = type('npm', 'start')
    await terminal.shows(/P2P Chat is ready/)
    terminal.terminate()
    await terminal.shows(/Updating: no new pairings/)
    await terminal.ends()
  })

  test('[V11] ends with a sentence where the port is in use, and not as if all were well', async () => {
    const taken = createServer().listen(ports.page)
    await once(taken, 'listening')
    try {
      terminal = type('npm', 'start')
      await terminal.shows(
        /Port \d+ on [\w.:]+ is in use: stop what uses it, or set SIGNALING_PORT/,
      )
      await terminal.ends()
    } finally {
      taken.close()
    }
    expect(await terminal.code).not.toBe(0)
  })
})

describe('npm run dev', () => {
  /** Greets through Vite, as the page does; `null` while the server is not there. */
  async function welcome(port: string): Promise<string | null> {
    const ws = new WebSocket(`ws://localhost:${port}/signal`, {
      origin: `http://localhost:${port}`,
    })
    ws.on('open', () => ws.send(JSON.stringify(HELLO)))
    ws.on('error', () => undefined)
    const answer = once(ws, 'message').then(([data]) => String(data as Buffer))
    const closed = once(ws, 'close').then(() => null)
    const first = await Promise.race([answer, closed]).catch(() => null)
    ws.terminate()
    return first
  }

  test('serves the page, and passes its greeting on to the server', async () => {
    // Vite's proxy is set for the port that developers have free.
    const settings = join(folder, 'web', 'vite.config.ts')
    const text = await readFile(settings, 'utf8')
    await writeFile(settings, text.replaceAll('localhost:8080', `localhost:${ports.page}`))

    terminal = type('npm', 'run', 'dev')
    const [, , local] = await terminal.shows(
      /P2P Chat is ready/,
      /Found 0 errors\. Watching for file changes/,
      /Local: +http:\/\/localhost:(\d+)\//,
    )
    const port = local?.[1] ?? ''
    const page = await fetch(`http://localhost:${port}/`)
    const html = await page.text()
    expect([page.status, html]).toEqual([200, expect.stringContaining('id="root"')])
    const script = /<script type="module" src="(\/chat\/[^"]+)"/.exec(html)?.[1] ?? ''
    const code = await fetch(`http://localhost:${port}${script}`)
    expect([code.status, await code.text()]).toEqual([200, expect.stringContaining('createChat')])

    // The compiler's first round makes the server start again.
    const until = performance.now() + RESTART_MAX_MS
    let answer = await welcome(port)
    while (answer === null && performance.now() < until) {
      await pause(POLL_MS)
      answer = await welcome(port)
    }
    expect(JSON.parse(answer ?? 'null')).toMatchObject({ type: 'welcome' })

    terminal.interrupt()
    await terminal.ends()
  })
})
