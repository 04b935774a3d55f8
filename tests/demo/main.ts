/**
 * `npm run demo`: the whole system on loopback with synthetic visitors, so that an operator can see
 * the dashboard alive. Nothing of it is kept: the data folder goes with the demo.
 *
 * `-- --minutes 10` ends it sooner than after an hour; Ctrl-C ends it at once.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { ORDINARY, type Population } from '../simulate/populations.ts'
import { gather, type Crowd } from './crowd.ts'

/** How many of each come; the rest of a row is as in the simulation. */
const PEOPLE: Readonly<Record<string, number>> = {
  people: 60,
  'bored people, 20 a minute': 4,
  'people behind one address': 12,
  'a fuzzer among them': 1,
  'bots without a camera': 4,
  offenders: 2,
  fuzzers: 2,
}
const MINUTES_MAX = 240

/** Sooner, fewer, and with a visitor now and then who looks too young. */
const VISITORS: readonly Population[] = ORDINARY.flatMap((row): Population[] => {
  const people = PEOPLE[row.name] ?? 0
  if (people === 0) return []
  const comesMin = row.isHonest ? ([0, 1] as const) : ([1, 5] as const)
  return [
    row.kind === 'talker'
      ? { ...row, people, comesMin, ageReports: 0.1 }
      : { ...row, people, comesMin },
  ]
})

const say = (text: string) => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
  say(`--minutes is a number above 0 and up to ${MINUTES_MAX}.`)
  process.exit(2)
}

const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-demo-'))
const settings = {
  ...process.env,
  RADAR_DATA: folder,
  // A demo that only said what it would do would show little.
  RADAR_DRY_RUN_DAYS: '0',
  // The visitors come over loopback and say in a header who they are, as through a proxy.
  SIGNALING_TRUSTED_PROXIES: '127.0.0.1',
  SIGNALING_RADAR_CREDENTIAL_FILE: join(folder, 'credentials', 'signaling'),
}
const children: ChildProcess[] = []
let crowd: Crowd | null = null
let isOver = false

async function end(code: number): Promise<void> {
  if (isOver) return
  isOver = true
  crowd?.close()
  const gone = children
    .filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    .map((child) => once(child, 'exit'))
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(gone)
  rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}

/** Starts a process of the system; resolves with the line that says where it is. */
async function start(name: 'signaling' | 'radar'): Promise<string> {
  const child = spawn(process.execPath, [`dist/${name}/main.js`], {
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  child.on('exit', () => void end(1))
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      say(line)
      if (line.includes('is ready')) resolve(line)
    })
  })
}

process.on('SIGINT', () => void end(0))
process.on('SIGTERM', () => void end(0))

await start('radar')
const ready = await start('signaling')
const origin = /https?:\/\/[^\s]+/.exec(ready)?.[0] ?? ''
crowd = gather(origin, VISITORS, 1)
const count = VISITORS.reduce((sum, { people }) => sum + people, 0)
say(`${count} synthetic visitors come within five minutes and stay for ${minutes} minutes.`)
setTimeout(() => void end(0), minutes * 60_000)
