/** Machines that keep what they should not, each in its own way, and where that is found. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DiskKind } from './image.ts'
import type { Kind, Standing } from './marks.ts'

export interface Leak {
  readonly name: string
  /** Which file, output or other place; the beginning of its name says which. */
  readonly place: RegExp
  readonly kinds: readonly Kind[]
  /** Who may be known there, so that it says nothing that he is. */
  readonly mayBe?: readonly Standing[]
}

const file = (folder: string, path: string, change: (text: string) => string): void => {
  const whole = join(folder, path)
  const before = readFileSync(whole, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`nothing to change in ${path}`)
  writeFileSync(whole, after)
}

/**
 * Undoes what our deployment does against each of the defaults; in a folder, beside which programs
 * write to the machine itself, only against those that write nowhere else.
 */
export function unguard(deployed: string, kind: DiskKind): void {
  const logOfTurn = kind === 'image' ? '' : 'log-file=stdout'
  if (kind === 'image')
    file(deployed, 'nginx/nginx.conf', (text) =>
      text.replace('error_log /dev/null emerg;', '').replace('access_log off;', ''),
    )
  file(
    deployed,
    '../credentials/turnserver.conf',
    (text) =>
      `${text.replace('log-file=/dev/null', logOfTurn).replace('no-stdout-log', '')}\nverbose\n`,
  )
  file(deployed, 'systemd/p2pchat-signaling.service', (text) => text.replace('LimitCORE=0', ''))
}

const CORE_PATTERN = '/proc/sys/kernel/core_pattern'

/** Whether this kernel puts the picture of a crashed program's memory where the program was. */
function leavesCores(): boolean {
  const pattern = readFileSync(CORE_PATTERN, 'utf8').trim()
  const leaves = /^[^|/]/.test(pattern)
  if (!leaves)
    process.stderr.write(
      `not proven here: core dumps, which ${CORE_PATTERN} sends elsewhere: ${pattern}\n`,
    )
  return leaves
}

const addressAt = (name: string, place: RegExp): Leak => ({ name, place, kinds: ['address'] })

/** Those that are found on a disk of its own alone. */
const ON_IMAGE: readonly Leak[] = [
  addressAt(
    'an error log of nginx where it is by default',
    /^upper\/var\/log\/nginx\/error\.log$|^output of nginx$/,
  ),
  {
    name: 'an access log of nginx where it is by default',
    place: /^upper\/var\/log\/nginx\/access\.log$/,
    kinds: ['address', 'header', 'path'],
  },
  addressAt('the list that nginx reads on the disk', /^host\/run\/deny\.conf$/),
]

/** Says what cannot be proven on this machine. */
export const leaks = (kind: DiskKind): readonly Leak[] => [
  ...(kind === 'image' ? ON_IMAGE : []),
  addressAt(
    'a verbose coturn, and its log where it is by default',
    /^upper\/var\/(log|tmp)\/turn.*\.log$|^output of turn$/,
  ),
  ...(leavesCores()
    ? [
        {
          name: 'a picture of the memory of a program that crashed',
          place: /^(upper|host\/tmp)\/core/,
          kinds: ['address', 'description', 'nickname', 'text', 'file', 'id'] as const,
        },
      ]
    : []),
  addressAt('a line about each visitor from signaling', /^output of signaling$/),
  addressAt('the last visitor among the metrics of signaling', /^metrics of signaling$/),
  addressAt('the last visitor among the metrics of the radar', /^metrics of radar$/),
  addressAt('a list of visitors in the memory of signaling', /^memory of signaling$/),
  addressAt('a line about each visitor from the radar', /^output of radar$/),
  addressAt('the list of blocks from the firewall', /^output of firewall$/),
  addressAt('a line about each visitor in the log of the kernel', /^the kernel’s log$/),
  {
    name: 'the last visitor in what signaling tells the radar of itself',
    place: /^the broker’s wire$/,
    kinds: ['address'],
    mayBe: ['blocked', 'accused'],
  },
  {
    name: 'a list of visitors in the memory of the radar',
    place: /^memory of radar$/,
    kinds: ['address'],
    mayBe: ['blocked', 'accused'],
  },
  addressAt('a network in the feed after its block', /^topics after the block$/),
  {
    name: 'frames in the memory of signaling',
    place: /^memory of signaling, bytes$/,
    kinds: ['description', 'nickname', 'text', 'file'],
  },
]
