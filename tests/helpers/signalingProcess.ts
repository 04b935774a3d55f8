/** The built signaling server as a process of its own, as operators run it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseMetrics, type Metrics } from './metrics.ts'
import { freePorts } from './freePort.ts'

export const REPOSITORY = join(__dirname, '..', '..')
export const DIST = join(REPOSITORY, 'dist')
/** Many visitors from one machine: each says whose connection it is, as behind a proxy. */
export const BEHIND_PROXY = { SIGNALING_TRUSTED_PROXIES: '127.0.0.1' } as const

const START_TIMEOUT_MS = 15_000
const PAGES = ['index.html', 'policy.html']

export type Environment = Readonly<Record<string, string>>
export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

export interface SignalingProcess {
  readonly pid: number
  readonly port: number
  readonly metricsPort: number
  /** The page's origin, which browsers send. */
  readonly origin: string
  readonly exited: Promise<Exit>
  stdout(): string
  stderr(): string
  kill(signal: NodeJS.Signals): void
  /** Ends it at once; for the end of a test. */
  stop(): Promise<void>
  /** Resident memory in bytes. */
  rss(): number
  metrics(): Promise<Metrics>
  metricsText(): Promise<string>
  /** Whether it still answers; a crash is what most attacks are after. */
  isHealthy(): Promise<boolean>
}

function launch(env: Environment, dist: string) {
  const child = spawn(process.execPath, [join(dist, 'signaling', 'main.js')], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject)
    // `close` comes after the last output, `exit` may come before it.
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  return { child, output, exited }
}

/** Runs the server with settings it is expected to refuse, and waits for its end. */
export async function runToEnd(
  env: Environment,
  dist: string = DIST,
): Promise<Exit & { stdout: string; stderr: string }> {
  const { child, output, exited } = launch(env, dist)
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS)
  const exit = await exited
  clearTimeout(timer)
  return { ...exit, ...output }
}

function ready(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no ready line')), START_TIMEOUT_MS)
    child.stdout?.once('data', () => {
      clearTimeout(timer)
      resolve()
    })
    void exited.then(({ code }) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code} before it was ready`))
    })
  })
}

/** Starts the server on free ports and waits until it says that it is ready. */
export async function startSignaling(
  env: Environment = {},
  dist: string = DIST,
): Promise<SignalingProcess> {
  const missing = PAGES.filter((page) => !existsSync(join(dist, 'web', page)))
  if (missing.length > 0) throw new Error(`build first: dist/web lacks ${missing.join(', ')}`)
  const [freePort = 0, freeMetricsPort = 0] = await freePorts(2)
  const port = Number(env['SIGNALING_PORT'] ?? freePort)
  const metricsPort = Number(env['SIGNALING_METRICS_PORT'] ?? freeMetricsPort)
  const { child, output, exited } = launch(
    { SIGNALING_PORT: String(port), SIGNALING_METRICS_PORT: String(metricsPort), ...env },
    dist,
  )
  try {
    await ready(child, exited)
  } catch (error) {
    child.kill('SIGKILL')
    // Another process has taken a port that was free a moment ago.
    const isOurs = !['SIGNALING_PORT', 'SIGNALING_METRICS_PORT'].some((name) => name in env)
    if (isOurs && output.stderr.includes(' is in use: ')) return startSignaling(env, dist)
    throw new Error(`${String(error)}\n${output.stderr}`, { cause: error })
  }
  const pid = child.pid ?? 0
  const metricsText = async () =>
    (await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { signal: patience() })).text()

  return {
    pid,
    port,
    metricsPort,
    origin: `http://localhost:${port}`,
    exited,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
    rss() {
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      return Number(kilobytes?.[1]) * 1024
    },
    metricsText,
    metrics: async () => parseMetrics(await metricsText()),
    async isHealthy() {
      const url = `http://127.0.0.1:${port}/healthz`
      return fetch(url, { signal: patience() }).then(
        (response) => response.status === 200,
        () => false,
      )
    },
  }
}

const patience = () => AbortSignal.timeout(5_000)
