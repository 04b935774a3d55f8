/** The built radar as a process of its own, and signaling beside it, as `npm start` runs them. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './freePort.ts'
import { parseMetrics, type Metrics } from './metrics.ts'
import {
  BEHIND_PROXY,
  DIST,
  startSignaling,
  type Environment,
  type Exit,
  type SignalingProcess,
} from './signalingProcess.ts'

const START_TIMEOUT_MS = 15_000

export interface RadarPorts {
  readonly port: number
  readonly mqttPort: number
  readonly metricsPort: number
}

export interface RadarProcess extends RadarPorts {
  readonly pid: number
  /** The dashboard's origin. */
  readonly origin: string
  readonly folder: string
  readonly exited: Promise<Exit>
  /** The token in the link for the first administrator, if it printed one. */
  readonly firstToken: string | null
  stdout(): string
  stderr(): string
  /** What it wrote for a machine to sign in with. */
  credential(machine: 'signaling' | 'firewall' | 'reader'): string
  metricsText(): Promise<string>
  metrics(): Promise<Metrics>
  kill(signal: NodeJS.Signals): void
  /** Ends it at once and keeps its folder, for a restart. */
  stop(): Promise<void>
}

/** A data folder of its own; remove it with `removeFolder`. */
export const createFolder = (): string => mkdtempSync(join(tmpdir(), 'p2p-chat-radar-'))
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true })

/** Puts an operator's table into the data folder; returns the setting that names it. */
export function writeThresholds(folder: string, table: object): Environment {
  const file = join(folder, 'thresholds.json')
  writeFileSync(file, JSON.stringify(table))
  return { RADAR_THRESHOLDS: file }
}

/**
 * Starts the radar on free ports, or on those of an earlier one, and waits until it is ready.
 * The dry run of the first week is off unless the environment says otherwise.
 */
export async function startRadar(
  folder: string,
  env: Environment = {},
  ports?: RadarPorts,
): Promise<RadarProcess> {
  const [a = 0, b = 0, c = 0] = ports === undefined ? await freePorts(3) : []
  const { port, mqttPort, metricsPort } = ports ?? { port: a, mqttPort: b, metricsPort: c }
  const child = spawn(process.execPath, [join(DIST, 'radar', 'main.js')], {
    env: {
      RADAR_DATA: folder,
      RADAR_PORT: String(port),
      RADAR_MQTT_PORT: String(mqttPort),
      RADAR_METRICS_PORT: String(metricsPort),
      RADAR_DRY_RUN_DAYS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the radar is not ready')), START_TIMEOUT_MS)
    const fail = () => reject(new Error(`the radar ended: ${output.stderr}`))
    child.stdout.once('data', () => {
      clearTimeout(timer)
      resolve()
    })
    void exited.then(fail)
  })
  const metricsText = async () =>
    (
      await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { signal: AbortSignal.timeout(5_000) })
    ).text()
  return {
    pid: child.pid ?? 0,
    port,
    mqttPort,
    metricsPort,
    origin: `http://localhost:${port}`,
    folder,
    exited,
    firstToken: /#join=([\w-]{43})/.exec(output.stdout)?.[1] ?? null,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    credential: (machine) => readFileSync(join(folder, 'credentials', machine), 'utf8').trim(),
    metricsText,
    metrics: async () => parseMetrics(await metricsText()),
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Signaling that talks to a radar; visitors say whose connection theirs is, as behind a proxy. */
export function startSignalingBeside(
  radar: RadarProcess,
  env: Environment = {},
): Promise<SignalingProcess> {
  return startSignaling({
    ...BEHIND_PROXY,
    SIGNALING_RADAR_URL: `mqtt://127.0.0.1:${radar.mqttPort}`,
    SIGNALING_RADAR_CREDENTIAL: radar.credential('signaling'),
    ...env,
  })
}
