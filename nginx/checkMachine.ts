/** Whether the machine is the one that was rendered for, and how much of it is installed. */
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { good, note, wrong, type Finding } from './finding.ts'
import type { Options } from './options.ts'

const ANALYZE = '/usr/bin/systemd-analyze'
const ANALYZE_TIMEOUT_MS = 60_000
/** Where `systemctl` looks for what the administrator has installed. */
const INSTALLED = '/etc/systemd/system'

export interface Machine {
  readonly addresses: readonly string[]
  readonly hasUser: (name: string) => boolean
  /** The file that the service manager reads for a unit; `null` where there is none. */
  readonly installed: (unit: string) => string | null
}

export interface Unit {
  /** Such as `p2pchat-turn.service`. */
  readonly name: string
  /** Absolute path in the deployment. */
  readonly path: string
  readonly text: string
}

export const thisMachine = (): Machine => ({
  addresses: Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).map(({ address }) => address),
  ),
  hasUser: (name) => spawnSync('id', ['-u', name], { stdio: 'ignore' }).status === 0,
  installed(unit) {
    const path = join(INSTALLED, unit)
    return existsSync(path) ? realpathSync(path) : null
  },
})

/** Pure. What is not installed is a note, so that the files can be looked at before. */
export function checkMachine(
  { addresses }: Options,
  units: readonly Unit[],
  machine: Machine,
): Finding[] {
  const strange = addresses.filter(({ local }) => !machine.addresses.includes(local))
  const users = new Set(units.flatMap(({ text }) => /^User=(.*)$/m.exec(text)?.[1] ?? []))
  const without = [...users].filter((user) => !machine.hasUser(user))
  const missing = units.filter(({ name }) => machine.installed(name) === null)
  const others = units.filter(({ name, path }) => ![null, path].includes(machine.installed(name)))
  return [
    ...(strange.length === 0
      ? [good('This machine has the addresses that it was rendered for.')]
      : strange.map(({ local }) =>
          wrong(
            `This machine does not have the address ${local}: coturn cannot listen there. Render on the machine itself, or with --address.`,
          ),
        )),
    ...(without.length === 0
      ? []
      : [
          note(`Not installed yet: the users ${without.join(', ')} (CHECKLIST.md, steps 2 and 3).`),
        ]),
    ...(missing.length === 0
      ? []
      : [
          note(
            `Not installed yet: ${missing.map(({ name }) => name).join(', ')} (CHECKLIST.md, step 6).`,
          ),
        ]),
    ...others.map(({ name }) =>
      note(`${INSTALLED}/${name} is not the one that is looked at here, but another.`),
    ),
  ]
}

/** What the service manager says of the units; nothing where it is not installed. */
export function checkUnits(units: readonly Unit[]): Finding[] {
  if (!existsSync(ANALYZE)) return []
  const { status, stdout, stderr } = spawnSync(
    ANALYZE,
    ['verify', '--man=no', ...units.map(({ path }) => path)],
    {
      encoding: 'utf8',
      timeout: ANALYZE_TIMEOUT_MS,
      env: { SYSTEMD_LOG_LEVEL: 'warning', SYSTEMD_COLORS: '0' },
    },
  )
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
  // It reads along what ours depend on; the rest of the machine is not looked at here.
  const ours = lines.filter((line) => units.some(({ name }) => line.includes(name)))
  if (ours.length > 0) return ours.map((line) => wrong(`The service manager says: ${line.trim()}`))
  return status === 0
    ? [good('The service manager understands every unit.')]
    : [note(`systemd-analyze could not verify the units: ${lines[0] ?? 'it did not end'}`)]
}
