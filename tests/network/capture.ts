/** Everything that passes a network card, written down while it passes. */
import { once } from 'node:events'
import { join } from 'node:path'
import { createScratch, type Place } from './place.ts'

export interface Capture {
  /** Ends it, and returns how many packets came from or went to each address, and how many in all. */
  readonly stop: (
    addresses: readonly string[],
  ) => Promise<{ readonly named: number; readonly all: number }>
}

/** @param card `any` for all of them */
export async function startCapture(place: Place, card: string): Promise<Capture> {
  const file = join(createScratch(), 'packets')
  const options = ['-i', card, '-n', '-s', '128', '--immediate-mode', '-U', '-Z', 'root']
  const program = place.start(['tcpdump', ...options, '-w', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  // It says where it listens as soon as it does.
  if (program.stderr !== null) await once(program.stderr, 'data')
  const count = (filter: string) =>
    place.run('tcpdump', '-n', '-r', file, filter).split('\n').filter(Boolean).length
  return {
    async stop(addresses) {
      const exited = once(program, 'exit')
      program.kill('SIGINT')
      await exited
      const named = addresses.map((address) => `host ${address}`).join(' or ')
      return { named: count(named), all: count('ip or ip6') }
    },
  }
}
