/**
 * A machine whose whole disk can be searched: every write of its programs, wherever it goes, lands in
 * one fresh file system in a file.
 */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { withFile, type Finding, type Search } from './search.ts'

/**
 * image: a file system of its own over all of `/`, searched raw, so that what was deleted, or stood
 * in the journal, is found. folder: where nothing can be mounted, or `PROVE_DISK=folder` asks for it;
 * only what is still there is found, and nothing that programs write elsewhere.
 */
export type DiskKind = 'image' | 'folder'

export interface Disk {
  readonly kind: DiskKind
  /** Where the machine's own folders are. */
  readonly folder: string
  /** What makes a command see this disk as all there is. */
  readonly enter: readonly string[]
  /**
   * Where something is written as if a program had written it to this path, whose parents are made:
   * in a folder, whose programs have all of `/`, that is below the folder.
   */
  readonly seen: (path: string) => string
  /** What each file holds now, by path from the disk's beginning; `IN_MEMORY` stands before some. */
  readonly files: (search: Search) => Promise<ReadonlyMap<string, readonly Finding[]>>
  /** Lets nobody write any more, and takes everything to the disk. Programs must have ended. */
  readonly settle: () => void
  /** What the disk holds, byte by byte; an image has to be settled. */
  readonly raw: (search: Search) => Promise<readonly Finding[]>
  /** Bytes that are looked through, and those of them that were ever written. */
  readonly bytes: () => { readonly all: number; readonly written: number }
  readonly close: () => void
}

/** Stands before the path of a file that is on no disk. */
export const IN_MEMORY = 'in memory: '

const IMAGE_BYTES = 512 * 1024 * 1024
const MEMORY = ['tmpfs', '-o', 'size=64m']
/** Commonly somewhere else than the rest of `/`; what is written there is memory, or nothing. */
const BESIDE = ['proc', 'sys', 'dev'] as const

const run = (program: string, ...rest: string[]): void =>
  void execFileSync(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] })
const explain = (why: string): void =>
  void process.stderr.write(`A folder is searched, and no disk: ${why.trim()}\n`)

/** Removes the disks of proofs that were killed before they could. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^p2pchat-disk-(\d+)-/.exec(name) ?? []
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    const path = join(tmpdir(), name)
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
    const isIn = mounts.map((line) => line.split(' ')[1] ?? '').filter((at) => at.startsWith(path))
    for (const at of isIn.toReversed()) run('umount', '--lazy', at)
    rmSync(path, { recursive: true })
  }
}

/** Every file below a folder, and what it holds. */
async function lookBelow(folder: string, search: Search): Promise<Map<string, Finding[]>> {
  const found = new Map<string, Finding[]>()
  const disk = statSync(folder).dev
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const findings = await withFile(path, (hay) => search.look(hay))
    const where = statSync(path).dev === disk ? '' : IN_MEMORY
    if (findings.length > 0) found.set(where + path.slice(folder.length + 1), findings)
  }
  return found
}

function bytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return files
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

/** @param memory folders below `folder` that are in memory on a machine, as `/run` is */
export function createDisk(memory: readonly string[]): Disk {
  removeLeftovers()
  const base = mkdtempSync(join(tmpdir(), `p2pchat-disk-${process.pid}-`))
  // Programs that are not root have to get at their own files; what lies over `/` copies it so.
  chmodSync(base, 0o755)
  const [image, mounted, root] = ['image', 'disk', 'root'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ]
  const folder = join(mounted, 'host')
  const isIn: string[] = []
  const mount = (where: string, ...how: string[]): void => {
    mkdirSync(where, { recursive: true })
    run('mount', ...how, where)
    isIn.unshift(where)
  }
  const leave = (...how: string[]): void => {
    run('sync')
    for (const where of isIn.splice(0)) run('umount', '-R', ...how, where)
  }

  function mountAll(): void {
    writeFileSync(image, '')
    truncateSync(image, IMAGE_BYTES)
    // All of its tables are written now, and what is deleted is not given back.
    run('mkfs.ext4', '-q', '-F', '-E', 'nodiscard,lazy_itable_init=0', image)
    mount(mounted, '-o', 'loop,nodiscard', image)
    for (const name of memory) mount(join(folder, name), '-t', 'tmpfs', ...MEMORY)
    const [upper, work] = [join(mounted, 'upper'), join(mounted, 'work')]
    for (const one of [upper, work]) mkdirSync(one)
    mount(root, '-t', 'overlay', 'disk', '-o', `lowerdir=/,upperdir=${upper},workdir=${work}`)
    for (const name of BESIDE) run('mount', '--rbind', `/${name}`, join(root, name))
    const inside = join(root, mounted)
    mkdirSync(inside, { recursive: true })
    run('mount', '--rbind', mounted, inside)
  }

  function choose(): DiskKind {
    if (process.env['PROVE_DISK'] === 'folder') {
      explain('PROVE_DISK asks for it')
      return 'folder'
    }
    try {
      mountAll()
      return 'image'
    } catch (error) {
      // Half of it would be worse than nothing: the search would look where nobody writes.
      leave('--lazy')
      rmSync(image, { force: true })
      explain(String(error))
      return 'folder'
    }
  }

  const kind = choose()
  for (const name of ['', ...memory]) mkdirSync(join(folder, name), { recursive: true })
  for (const one of [mounted, folder]) chmodSync(one, 0o755)
  return {
    kind,
    folder,
    enter: kind === 'image' ? ['chroot', root] : [],
    seen(path) {
      const here = join(kind === 'image' ? root : mounted, path)
      mkdirSync(dirname(here), { recursive: true })
      return here
    },
    files: (search) => lookBelow(mounted, search),
    settle: leave,
    async raw(search) {
      if (kind === 'image') return withFile(image, (hay) => search.look(hay))
      return [...(await lookBelow(mounted, search)).values()].flat()
    },
    bytes() {
      if (kind === 'folder') {
        const all = bytesBelow(mounted)
        return { all, written: all }
      }
      const { size, blocks } = statSync(image)
      return { all: size, written: blocks * 512 }
    },
    close() {
      // Who was just killed may hold on to it for a moment more.
      leave('--lazy')
      rmSync(base, { recursive: true })
    },
  }
}
