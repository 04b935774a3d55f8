/** The whole system on a disk of its own, with an eye on everything that leaves its programs. */
import { execFileSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { connect as dial, type MqttClient } from 'mqtt'
import { CENSUS_LIFE_MS, WAIT_BOUNDS_MS, type Census } from '../../radar/protocol.ts'
import { freePorts } from '../helpers/freePort.ts'
import { watch } from '../helpers/operatorWatch.ts'
import type { Operator } from '../helpers/radarOperator.ts'
import type { Environment } from '../helpers/signalingProcess.ts'
import { waitUntil } from '../helpers/wait.ts'
import { openLaboratory, type Laboratory } from '../network/laboratory.ts'
import type { ProgramName } from '../network/publicHost.ts'
import { createHeapReader, heldIn, LEAKY, type Held } from './heap.ts'
import { createDisk, type Disk, type DiskKind } from './image.ts'
import type { Search } from './search.ts'

export interface MachineOptions {
  /** Changes what was rendered before any of it is used. */
  readonly edit?: (deployed: string, kind: DiskKind) => void
  /** Signaling, the radar and the firewall do what no server of ours does. */
  readonly leaks?: boolean
  /** What lies in memory on a machine lies on the disk. */
  readonly allOnDisk?: boolean
}

export interface Machine {
  readonly disk: Disk
  readonly laboratory: Laboratory
  /** What the programs have said so far, by place; grows with `rotate`, `scrape` and `listen`. */
  readonly said: () => ReadonlyMap<string, Buffer>
  /** Kills one with all of its processes, or lets it crash, and starts it again after a while. */
  readonly restart: (
    name: ProgramName,
    signal: 'SIGKILL' | 'SIGABRT',
    meanwhile: () => Promise<void>,
  ) => Promise<void>
  /** What a machine does at night: outputs are copied, packed and cut, nginx opens its files anew. */
  readonly rotate: () => void
  readonly scrape: () => void
  /** One number of signaling's metrics. */
  readonly measure: (series: string) => number
  /** Reads whatever the broker keeps, as an administrator and as each of the machines. */
  readonly listen: (operator: Operator, place: string) => Promise<void>
  /** Makes the broker keep a census with a word in it that a program chose. */
  readonly publish: (word: string) => Promise<void>
  readonly held: (name: 'signaling' | 'radar', search: Search) => Promise<Held[]>
  /** Ends all programs, and leaves the disk. */
  readonly stop: () => Promise<void>
  readonly close: () => Promise<void>
}

export const PROGRAMS: readonly ProgramName[] = ['signaling', 'radar', 'firewall', 'nginx', 'turn']
const METRICS = { signaling: 9464, radar: 9465 } as const
const BROKER = 1883
/** Where everything is that the processes say to one another. */
export const WIRE = 'the broker’s wire'
/** What the kernel says of packets that it thinks odd, or was told to log. */
export const KERNEL = 'the kernel’s log'
const KERNEL_BYTES_MAX = 16 * 1024 * 1024
const SOON_MS = 60_000
const TOPICS = [
  'counts',
  'alert',
  'operator/feed',
  'operator/blocks',
  'operator/settings',
  'operator/cases',
  'operator/team',
]
/** What each machine may read; one of the topics is all that every broker has for it at once. */
const MACHINE_TOPICS = {
  signaling: ['blocklist', 'throttles', 'thresholds', 'choices'],
  firewall: ['blocklist'],
  reader: ['blocklist', 'counts'],
} as const
type MachineName = keyof typeof MACHINE_TOPICS

/** Long enough to get into nginx's list; what follows a block is soon over. */
const THRESHOLDS = {
  ladder: { stepsMs: [600_000], jitter: 0 },
  score: { halfLifeMs: 5_000, throttleMs: 10_000 },
}
const ASK = `fetch(process.argv[1]).then((a) => a.text()).then((t) => process.stdout.write(t))`

export async function openMachine(options: MachineOptions = {}): Promise<Machine> {
  const disk = createDisk(options.allOnDisk === true ? [] : ['run'])
  const heaps = await createHeapReader(join(disk.folder, 'run'))
  let laboratory: Laboratory
  try {
    laboratory = await openLaboratory(THRESHOLDS, {
      folder: disk.folder,
      enter: disk.enter,
      edit: (deployed) => options.edit?.(deployed, disk.kind),
      environment(name) {
        const own: Environment = name === 'signaling' || name === 'radar' ? heaps.environment : {}
        if (options.leaks !== true || name === 'nginx' || name === 'turn') return own
        return { ...own, NODE_OPTIONS: `${own['NODE_OPTIONS'] ?? ''} --require ${LEAKY}` }
      },
    })
  } catch (error) {
    heaps.close()
    disk.close()
    throw error
  }
  const { host } = laboratory
  const { place } = host
  const spoken = new Map<string, Buffer[]>()
  const add = (where: string, what: Buffer | string): void => {
    const parts = spoken.get(where) ?? []
    spoken.set(where, parts)
    parts.push(Buffer.from(what), Buffer.from('\n'))
  }
  const outputOf = (name: ProgramName) => join(disk.folder, 'output', name)

  const tap: ChildProcess = place.start(
    [
      'tcpdump',
      '-i',
      'lo',
      '-n',
      '-s',
      '0',
      '-U',
      '--immediate-mode',
      '-w',
      '-',
      `tcp port ${BROKER}`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  tap.stdout?.on('data', (part: Buffer) => {
    const parts = spoken.get(WIRE) ?? []
    spoken.set(WIRE, parts)
    parts.push(part)
  })

  function processesOf(program: string): number[] {
    const pids = execFileSync('ip', ['netns', 'pids', place.name], { encoding: 'utf8' })
    return pids
      .split('\n')
      .filter(Boolean)
      .map(Number)
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === program
        } catch {
          return false
        }
      })
  }

  async function endNginx(): Promise<void> {
    for (const pid of processesOf('nginx'))
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It went with its master.
      }
    await waitUntil(SOON_MS, () => processesOf('nginx').length === 0)
  }

  async function end(name: ProgramName): Promise<void> {
    if (name === 'nginx') await endNginx()
    else await host.program(name).stop()
  }

  const metricsOf = (name: keyof typeof METRICS): string =>
    place.run(process.execPath, '-e', ASK, `http://127.0.0.1:${METRICS[name]}/metrics`)

  const [brokerPort = 0] = await freePorts(1)
  await (await laboratory.door(place)).forward(brokerPort, { host: '127.0.0.1', port: BROKER })
  function dialAs(name: MachineName, node: string): MqttClient {
    const credential = readFileSync(
      join(disk.folder, 'data', 'radar', 'credentials', name),
      'utf8',
    ).trim()
    const client = dial(`mqtt://127.0.0.1:${brokerPort}`, {
      protocolVersion: 4,
      username: name,
      clientId: `${name}/${node}`,
      password: credential.split('.')[0] ?? '',
      reconnectPeriod: 0,
    })
    client.on('error', () => undefined)
    return client
  }
  /** The broker forgets what a node said of itself when the node goes. */
  const publishers: MqttClient[] = []
  const newNode = () => randomBytes(16).toString('base64url')

  /** What is kept for a machine, each topic once. */
  async function listenAs(name: MachineName, where: string): Promise<void> {
    const client = dialAs(name, newNode())
    const wanted = new Set<string>(MACHINE_TOPICS[name])
    client.on('message', (topic, payload) => {
      add(where, `${topic} ${payload.toString()}`)
      wanted.delete(topic)
    })
    client.subscribe([...MACHINE_TOPICS[name]])
    await waitUntil(
      SOON_MS,
      () => wanted.size === 0,
      () => [name, ...wanted],
    )
    client.end(true)
  }

  return {
    disk,
    laboratory,
    said() {
      const all = new Map([...spoken].map(([where, parts]) => [where, [...parts]]))
      for (const name of PROGRAMS) {
        const where = `output of ${name}`
        all.set(where, [...(all.get(where) ?? []), readFileSync(outputOf(name))])
      }
      all.set(KERNEL, [execFileSync('dmesg', { maxBuffer: KERNEL_BYTES_MAX })])
      return new Map([...all].map(([where, parts]) => [where, Buffer.concat(parts)]))
    },
    async restart(name, signal, meanwhile) {
      if (signal === 'SIGABRT') await host.program(name).end(signal)
      else await end(name)
      await meanwhile()
      await host.start(name)
    },
    rotate() {
      for (const name of PROGRAMS) {
        const [file, old] = [outputOf(name), `${outputOf(name)}.1`]
        copyFileSync(file, old)
        truncateSync(file)
        const text = readFileSync(old)
        add(`output of ${name}`, text)
        writeFileSync(`${old}.gz`, gzipSync(text))
        rmSync(old)
      }
      place.run(
        ...([...disk.enter, 'sh'] as [string]),
        join(disk.folder, 'deployed/nginx/nginx.sh'),
        '-s',
        'reopen',
      )
    },
    scrape() {
      for (const name of ['signaling', 'radar'] as const) add(`metrics of ${name}`, metricsOf(name))
    },
    measure(series) {
      const line = metricsOf('signaling')
        .split('\n')
        .find((one) => one.startsWith(`${series} `))
      if (line === undefined) throw new Error(`no series ${series}`)
      return Number(line.slice(series.length))
    },
    async listen(operator, where) {
      const origin = `http://localhost:${host.dashboardPort}`
      const watching = await watch({ port: host.dashboardPort, origin }, operator, TOPICS)
      await waitUntil(
        SOON_MS,
        () => TOPICS.every((topic) => watching.heard.some((one) => one.topic === topic)),
        () => watching.heard.map(({ topic }) => topic),
      )
      for (const { topic, text } of watching.heard) add(where, `${topic} ${text}`)
      watching.close()
      for (const name of Object.keys(MACHINE_TOPICS) as MachineName[]) await listenAs(name, where)
    },
    async publish(word) {
      const node = newNode()
      const client = dialAs('signaling', node)
      const census: Census = {
        node,
        build: word,
        startedAt: Date.now(),
        endsInMs: 10 * CENSUS_LIFE_MS,
        online: 0,
        waiting: 0,
        inCalls: 0,
        totals: {
          introductions: 0,
          waits: Array.from({ length: WAIT_BOUNDS_MS.length + 1 }, () => 0),
          routes: { direct: 0, relayed: 0, failed: 0 },
          blocked: 0,
          throttled: 0,
        },
        lagMs: 0,
        memoryMb: 0,
        draining: false,
      }
      await client.publishAsync(`census/${node}`, JSON.stringify(census), { retain: true, qos: 1 })
      publishers.push(client)
    },
    async held(name, search) {
      return heldIn(await heaps.read(() => host.program(name).signal('SIGUSR2')), search)
    },
    async stop() {
      for (const client of publishers) client.end(true)
      const closed = once(tap, 'close')
      tap.kill('SIGTERM')
      await closed
      await endNginx()
      // What they still hold back they write as they end.
      for (const name of PROGRAMS) if (name !== 'nginx') await host.program(name).end('SIGTERM')
      heaps.close()
    },
    async close() {
      heaps.close()
      await laboratory.close().finally(() => disk.close())
    },
  }
}
