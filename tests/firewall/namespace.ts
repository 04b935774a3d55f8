/** A network of its own for `nft`, and a program that speaks to it from outside. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Namespace {
  /** Stands for `/usr/sbin/nft`. */
  readonly nft: string
  /** Runs a command inside; its output. */
  readonly run: (...command: string[]) => string
  readonly close: () => void
}

let count = 0

export function createNamespace(): Namespace {
  const name = `p2pchat-fw-${process.pid}-${(count += 1)}`
  execFileSync('ip', ['netns', 'add', name])
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-firewall-'))
  const nft = join(folder, 'nft')
  writeFileSync(nft, `#!/bin/sh\nexec /usr/sbin/ip netns exec ${name} /usr/sbin/nft "$@"\n`, {
    mode: 0o755,
  })
  return {
    nft,
    run: (...command) =>
      execFileSync('ip', ['netns', 'exec', name, ...command], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    close() {
      execFileSync('ip', ['netns', 'del', name])
      rmSync(folder, { recursive: true })
    },
  }
}
