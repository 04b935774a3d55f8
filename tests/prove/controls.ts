/** Marks that are left on purpose wherever the proof looks: it has to find them. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Operator } from '../helpers/radarOperator.ts'
import { waitUntil } from '../helpers/wait.ts'
import type { Disk } from './image.ts'
import { KERNEL, PROGRAMS, WIRE, type Machine } from './machine.ts'
import { createMarks, needlesOf, type Mark, type Marks } from './marks.ts'

export interface Planted {
  readonly marks: Marks
  /** What some program said, by place. */
  readonly places: ReadonlyMap<string, Mark>
  /** In each of their forms in a file that is then deleted. */
  readonly plain: readonly Mark[]
  /** Inside members of this kind in that file. */
  readonly packed: ReadonlyMap<string, Mark>
}

export const PLANTED = 'topics planted'
const SOON_MS = 60_000
/** Together with it, nothing of a text can be seen in what it is packed into. */
const PADDING_BYTES = 20_000
/** No address can be written in these alone, so that noise of them spells none by chance. */
const NO_DIGIT = 'ghijklmnopqrstuv'
const PACKERS: readonly (readonly [string, (text: Buffer) => Buffer])[] = [
  ['gzip', (text) => gzipSync(text)],
  ['zstd', (text) => execFileSync('zstd', ['-cq'], { input: text })],
]

/** Makes the programs say something, each in its own way; they must be running. */
export async function plant(machine: Machine, operator: Operator): Promise<Planted> {
  const marks = createMarks('control')
  const places = new Map<string, Mark>()
  const made = (make: () => unknown): Mark => {
    make()
    const mark = marks.all.at(-1)
    if (mark === undefined) throw new Error('nothing is marked')
    return mark
  }

  const said = made(() => marks.text('interest'))
  await machine.publish(String(said.value))
  await waitUntil(SOON_MS, async () => {
    await machine.listen(operator, PLANTED)
    return machine.said().get(PLANTED)?.includes(said.value) === true
  })
  for (const place of [PLANTED, WIRE]) places.set(place, said)
  const logged = made(() => marks.text('text'))
  writeFileSync('/dev/kmsg', `<6>planted ${String(logged.value)}\n`)
  places.set(KERNEL, logged)
  for (const name of PROGRAMS) {
    const line = made(() => marks.text('text'))
    appendFileSync(join(machine.disk.folder, 'output', name), `${String(line.value)}\n`)
    places.set(`output of ${name}`, line)
  }
  return {
    marks,
    places,
    plain: [
      made(() => marks.address(4)),
      made(() => marks.address(6)),
      made(() => marks.text('nickname')),
      made(() => marks.bytes('file')),
    ],
    packed: new Map(PACKERS.map(([name]) => [name, made(() => marks.text('rubbish'))])),
  }
}

/** Text that cannot be packed smaller than half, and holds no address in any form. */
export const noise = (bytes: number): string =>
  randomBytes(bytes)
    .toString('hex')
    .replaceAll(/./g, (digit) => NO_DIGIT[Number.parseInt(digit, 16)] ?? '')

/** Writes a file, and deletes it where that leaves something behind: a folder is searched as it is. */
export function plantOnDisk({ kind, seen }: Disk, { plain, packed }: Planted): void {
  const path = seen('/var/tmp/p2pchat-planted')
  const members = PACKERS.flatMap(([name, packInto]) => {
    const mark = packed.get(name)
    if (mark === undefined) return []
    return [packInto(Buffer.from(String(mark.value) + noise(PADDING_BYTES)))]
  })
  const written = [...plain.flatMap(needlesOf).map(({ bytes }) => bytes), ...members]
  writeFileSync(path, Buffer.concat(written.flatMap((bytes) => [bytes, Buffer.from('\n')])))
  execFileSync('sync')
  if (kind === 'image') rmSync(path)
}
