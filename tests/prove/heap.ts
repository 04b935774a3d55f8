/** What a server's memory still holds on to: every string and view of bytes that something leads to. */
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import type { Finding, Search } from './search.ts'
import { hayOf } from './search.ts'

/** V8's own form of a picture of the heap: rows of numbers, and the strings they point at. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

export interface Memory {
  /** All live views of bytes, one after the other. */
  readonly views: Buffer
  readonly snapshot: Snapshot
}

export interface Held {
  readonly finding: Finding
  /** What leads there from the roots, or `null` when nothing strong does. */
  readonly path: string | null
}

export interface HeapReader {
  /** What a server has to be started with. */
  readonly environment: Readonly<Record<string, string>>
  /** Asks the server that `poke` wakes; one at a time. */
  readonly read: (poke: () => void) => Promise<Memory>
  readonly close: () => void
}

/** In place of what leads to a view of bytes. */
export const VIEW = 'a view of bytes'
const HOOK = join(__dirname, 'heapHook.cjs')
export const LEAKY = join(__dirname, 'leaky.cjs')
const LENGTH_BYTES = 4
const PATH_STEPS_MAX = 12

/** @param folder a short one, in which a socket may be */
export async function createHeapReader(folder: string): Promise<HeapReader> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'heap.socket')
  rmSync(path, { force: true })
  const server: Server = createServer()
  server.listen(path)
  await once(server, 'listening')
  return {
    environment: { NODE_OPTIONS: `--require ${HOOK}`, PROOF_HEAP: path },
    async read(poke) {
      const parts: Buffer[] = []
      const told = new Promise<void>((resolve, reject) => {
        server.once('connection', (socket) => {
          socket.on('data', (part: Buffer) => parts.push(part))
          socket.once('end', resolve)
          socket.once('error', reject)
        })
      })
      poke()
      await told
      const all = Buffer.concat(parts)
      const end = LENGTH_BYTES + all.readUInt32BE()
      return {
        views: all.subarray(LENGTH_BYTES, end),
        snapshot: JSON.parse(all.toString('utf8', end)) as Snapshot,
      }
    },
    close: () => void server.close(),
  }
}

/** For each node the one it was reached from over strong edges; -1 for those that were not. */
function reach({ snapshot: { meta }, nodes, edges }: Snapshot): Int32Array {
  const nodeSize = meta.node_fields.length
  const edgeSize = meta.edge_fields.length
  const countAt = meta.node_fields.indexOf('edge_count')
  const typeAt = meta.edge_fields.indexOf('type')
  const toAt = meta.edge_fields.indexOf('to_node')
  const weak = meta.edge_types[0].indexOf('weak')
  const total = nodes.length / nodeSize
  const firstEdge = new Uint32Array(total + 1)
  for (let node = 0; node < total; node += 1)
    firstEdge[node + 1] = (firstEdge[node] ?? 0) + (nodes[node * nodeSize + countAt] ?? 0)
  const from = new Int32Array(total).fill(-1)
  const queue = [0]
  from[0] = 0
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (let edge = firstEdge[next] ?? 0; edge < (firstEdge[next + 1] ?? 0); edge += 1) {
      const at = edge * edgeSize
      if (edges[at + typeAt] === weak) continue
      const to = (edges[at + toAt] ?? 0) / nodeSize
      if (from[to] !== -1) continue
      from[to] = next
      queue.push(to)
    }
  return from
}

/** All that is found in a memory, and what holds it there. */
export async function heldIn({ views, snapshot }: Memory, search: Search): Promise<Held[]> {
  const held: Held[] = (await search.look(hayOf(views))).map((finding) => ({
    finding,
    path: VIEW,
  }))
  const { strings, nodes } = snapshot
  const { node_fields: fields } = snapshot.snapshot.meta
  const nameAt = fields.indexOf('name')
  const nameOf = (node: number): string =>
    (strings[nodes[node * fields.length + nameAt] ?? 0] ?? '').slice(0, 60)
  const found = await findIn(strings, search)
  if (found.size === 0) return held
  const from = reach(snapshot)
  for (let node = 0; node < nodes.length / fields.length; node += 1)
    for (const finding of found.get(nodes[node * fields.length + nameAt] ?? -1) ?? []) {
      let path: string | null = null
      if (from[node] !== -1) {
        const steps: string[] = []
        for (let at = node; at !== 0 && steps.length < PATH_STEPS_MAX; at = from[at] ?? 0)
          steps.push(nameOf(at))
        path = steps.join(' < ')
      }
      held.push({ finding, path })
    }
  return held
}

/** By number of the string. One pass over all of them, and another over those that hold anything. */
async function findIn(
  strings: readonly string[],
  search: Search,
): Promise<Map<number, readonly Finding[]>> {
  const found = new Map<number, readonly Finding[]>()
  if ((await search.look(hayOf(Buffer.from(strings.join('\n'))))).length === 0) return found
  for (const [nth, text] of strings.entries()) {
    const findings = await search.look(hayOf(Buffer.from(text)))
    if (findings.length > 0) found.set(nth, findings)
  }
  return found
}
