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

function sumOf(pids: readonly number[], read: (pid: number) => number): number {
  return pids.reduce((sum, pid) => {
    try {
      return sum + read(pid)
    } catch {
      return sum
    }
  }, 0)
}

/** Bytes that belong to these processes alone and are in memory. */
export const memoryOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const [, kilobytes = '0'] =
      /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? []
    return Number(kilobytes) * 1024
  })

/** Bytes in memory that these processes have made, what they share with others shared out. */
export const shareOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
    const kilobytes = (name: string) =>
      Number(new RegExp(`^Pss_${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0)
    return (kilobytes('Anon') + kilobytes('Shmem')) * 1024
  })

/** Seconds of processor time that these processes have used so far. */
export const processorOf = (pids: readonly number[]): number =>
  sumOf(pids, (pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  })
