/**
 * A small internet for one machine: its own network beside the visitor's, where the configuration
 * runs unchanged and no port or file of the real machine is touched.
 *
 * Call it in a network, mount and process namespace of one's own, whose end ends all of this.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'

/** Whom the machine sees: of the ranges for documentation, and none of its own addresses. */
export const VISITORS = {
  /** Behaves. */
  guest: { 4: '203.0.113.201', 6: '2001:db8:feed:1::201' },
  /** Is on nginx's deny list. */
  denied: { 4: '203.0.113.202', 6: '2001:db8:feed:2::202' },
  /** Asks too much. */
  flooder: { 4: '203.0.113.203', 6: '2001:db8:feed:3::203' },
} as const

export interface Stage {
  /** Runs a program to its end inside the machine. */
  readonly run: (
    program: string,
    ...args: string[]
  ) => { readonly ok: boolean; readonly output: string }
  /** Starts a program inside the machine; its output is thrown away. */
  readonly start: (
    program: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => ChildProcess
}

const ip = (...args: string[]) => void execFileSync('ip', args, { stdio: 'ignore' })

/**
 * @param addresses what the machine's network card has
 * @param folders that are there, and are empty and in memory on the stage
 */
export async function createStage(
  addresses: readonly string[],
  folders: readonly string[],
): Promise<Stage> {
  for (const folder of folders) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'mode=0755', 'tmpfs', folder])
  }
  // It says a word once it has a network of its own.
  const machine = spawn('unshare', ['--net', '--', 'sh', '-c', 'echo; exec sleep infinity'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(machine.stdout, 'data')
  const pid = String(machine.pid)
  const inside = ['-t', pid, '--net', '--']
  const insideIp = (...args: string[]) =>
    void execFileSync('nsenter', [...inside, 'ip', ...args], { stdio: 'ignore' })
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', 'visitor', 'type', 'veth', 'peer', 'name', 'machine', 'netns', pid)
  ip('link', 'set', 'visitor', 'up')
  insideIp('link', 'set', 'lo', 'up')
  insideIp('link', 'set', 'machine', 'up')
  const add = (to: typeof ip, device: string, address: string) =>
    to(
      'addr',
      'add',
      `${address}/${isIPv6(address) ? '128' : '32'}`,
      'dev',
      device,
      ...tentative(address),
    )
  for (const address of addresses) add(insideIp, 'machine', address)
  for (const visitor of Object.values(VISITORS))
    for (const address of Object.values(visitor)) add(ip, 'visitor', address)
  for (const family of ['-4', '-6']) {
    ip(family, 'route', 'add', 'default', 'dev', 'visitor')
    insideIp(family, 'route', 'add', 'default', 'dev', 'machine')
  }

  return {
    run(program, ...args) {
      const { status, stdout, stderr } = spawnSync('nsenter', [...inside, program, ...args], {
        encoding: 'utf8',
        timeout: 20_000,
      })
      return { ok: status === 0, output: `${stdout}${stderr}` }
    },
    start: (program, args, env) =>
      spawn('nsenter', [...inside, program, ...args], {
        stdio: 'ignore',
        ...(env !== undefined && { env }),
      }),
  }
}

/** Addresses are ours at once: nobody else is on this link to ask. */
function tentative(address: string): string[] {
  return isIPv6(address) ? ['nodad'] : []
}
