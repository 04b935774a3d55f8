/** One machine of the laboratory: a network namespace, and what runs in it. */
import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Place {
  /** The namespace's name. */
  readonly name: string
  /** Runs a command inside to its end; its output. */
  readonly run: (command: string, ...rest: string[]) => string
  /** Runs many lines of `ip` inside. */
  readonly ip: (lines: readonly string[]) => void
  /** Makes the ruleset be this. */
  readonly nft: (script: string) => void
  /** Starts a program inside, which ends with the place at the latest. */
  readonly start: (command: readonly string[], options?: SpawnOptions) => ChildProcess
}

const FOLDER = '/etc/netns'
const PREFIX = 'p2pchat-net-'
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024

const ip = (...rest: string[]): string =>
  execFileSync('ip', rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Ends whatever runs in a namespace, and removes it. */
function remove(name: string): void {
  for (const pid of ip('netns', 'pids', name).split('\n').filter(Boolean))
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  ip('netns', 'del', name)
  rmSync(`${FOLDER}/${name}`, { recursive: true, force: true })
}

const ownerOf = (name: string): number | null => {
  const [, pid] = new RegExp(`^${PREFIX}(\\d+)-`).exec(name) ?? []
  return pid === undefined ? null : Number(pid)
}

/** Removes the places and folders of some processes. */
function removeOf(owns: (pid: number) => boolean): void {
  const isTheirs = (name: string) => {
    const pid = ownerOf(name)
    return pid !== null && owns(pid)
  }
  const names = ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ', 1)[0] ?? '')
  for (const name of names.filter(isTheirs)) remove(name)
  for (const name of readdirSync(tmpdir()).filter(isTheirs))
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
}

/** Removes what tests left that were killed before they could. */
export const removeLeftovers = (): void =>
  removeOf((pid) => pid === process.pid || !existsSync(`/proc/${pid}`))

/** Removes all places and folders of this process. */
export const removePlaces = (): void => removeOf((pid) => pid === process.pid)

/** A new folder, which goes with the places. */
export const createScratch = (): string => mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))

/**
 * Makes a machine without any cable.
 *
 * @param nameServer whom it asks for names
 */
export function createPlace(role: string, nameServer: string): Place {
  const name = `${PREFIX}${process.pid}-${role}`
  mkdirSync(`${FOLDER}/${name}`, { recursive: true })
  // Chromium asks a server for the names of relays, whatever `/etc/hosts` says.
  writeFileSync(`${FOLDER}/${name}/resolv.conf`, `nameserver ${nameServer}\n`)
  ip('netns', 'add', name)
  const inside = ['netns', 'exec', name]
  const place: Place = {
    name,
    run: (...command) =>
      execFileSync('ip', [...inside, ...command], {
        encoding: 'utf8',
        maxBuffer: OUTPUT_BYTES_MAX,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    ip(lines) {
      execFileSync('ip', ['-n', name, '-batch', '-'], { input: lines.join('\n') })
    },
    nft(script) {
      execFileSync('ip', [...inside, 'nft', '-f', '-'], { input: `flush ruleset\n${script}` })
    },
    start: (command, options = {}) => spawn('ip', [...inside, ...command], options),
  }
  place.run(
    'sysctl',
    '-q',
    // Addresses of IPv6 are usable at once, not after a look round for others who have them.
    ...['all', 'default'].map((scope) => `net.ipv6.conf.${scope}.accept_dad=0`),
  )
  place.ip(['link set lo up'])
  return place
}
