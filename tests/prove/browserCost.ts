/** What a running browser costs: processor time and memory of all its processes. */
import { readFileSync, readdirSync } from 'node:fs'

/** Clock ticks of the kernel in a second (`getconf CLK_TCK`), on every Linux that we run on. */
const TICKS_PER_SECOND = 100

/** A process and all that it has started. */
export function treeOf(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It has ended meanwhile.
    }
  const tree = [root]
  for (const one of tree) for (const [pid, parent] of parents) if (parent === one) tree.push(pid)
  return tree
}

/** A process that ends while it is read is no more; anything else that cannot be read is a failure. */
const hasEnded = (error: unknown) =>
  ['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))

/** @throws when nothing of any of them can be read: a cost of zero would compare well with anything */
function sumOf(pids: readonly number[], read: (pid: number) => number): number {
  const known: number[] = []
  for (const pid of pids)
    try {
      known.push(read(pid))
    } catch (error) {
      if (!hasEnded(error)) throw error
    }
  if (known.length === 0) throw new Error(`no process of ${pids.length} could be read`)
  return known.reduce((sum, one) => sum + one, 0)
}

/** The figure of a line like `RssAnon:  12 kB`, in bytes. */
function bytesOf(text: string, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]
  if (kilobytes === undefined) throw new Error(`the kernel says nothing of ${name}`)
  return Number(kilobytes) * 1024
}

/** Who has ended and was not yet waited for has no memory any more. */
const isZombie = (status: string) => /^State:\s+[ZX]/m.test(status)

/** Bytes that belong to these processes alone and are in memory. */
export const memoryOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1')
    return isZombie(status) ? 0 : bytesOf(status, 'RssAnon')
  })

/** Bytes in memory that these processes have made, what they share with others shared out. */
export const shareOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
    return bytesOf(rollup, 'Pss_Anon') + bytesOf(rollup, 'Pss_Shmem')
  })

/** Seconds of processor time that these processes have used so far. */
export const processorOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  })
