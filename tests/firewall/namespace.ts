/** A network of its own for `nft`, and a program that speaks to it from outside. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Namespace {
  readonly name: string
  /** Stands for `/usr/sbin/nft`. */
  readonly nft: string
  /** Runs a command inside; its output. */
  readonly run: (...command: string[]) => string
  /** Whether somebody inside is being told of changes to the ruleset. */
  readonly isWatched: () => boolean
  readonly close: () => void
}

/** A socket of netfilter (12) that has joined a group, in a row of `/proc/net/netlink`. */
const WATCHING = /^[0-9a-f]+ +12 +\d+ +0*[1-9a-f]/m

let count = 0

export function createNamespace(): Namespace {
  const name = `p2pchat-fw-${process.pid}-${(count += 1)}`
  execFileSync('ip', ['netns', 'add', name])
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-firewall-'))
  const nft = join(folder, 'nft')
  writeFileSync(nft, `#!/bin/sh\nexec /usr/sbin/ip netns exec ${name} /usr/sbin/nft "$@"\n`, {
    mode: 0o755,
  })
  const run = (...command: string[]) =>
    execFileSync('ip', ['netns', 'exec', name, ...command], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  return {
    name,
    nft,
    run,
    isWatched: () => WATCHING.test(run('cat', '/proc/net/netlink')),
    close() {
      // An agent that is killed leaves the program that watches for it, and that the network.
      const left = execFileSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).match(/\d+/g)
      for (const pid of left ?? []) process.kill(Number(pid), 'SIGKILL')
      execFileSync('ip', ['netns', 'del', name])
      rmSync(folder, { recursive: true })
    },
  }
}
