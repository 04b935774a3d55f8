/**
 * Makes the machine hold what is wanted: compares, applies, reads back, and does it again.
 *
 * Whatever fails, what was in force stays in force: the sets in the kernel, which end by
 * themselves, and the file that nginx has read.
 */
import type { NginxDeny } from './nginxDeny.ts'
import { renderTable, type Nft } from './nft.ts'
import type { Wanted } from './wanted.ts'

export type Report =
  /** So many prefixes are in force; `healed` when somebody else had changed the table. */
  | { readonly type: 'applied'; readonly prefixes: number; readonly healed: boolean }
  | { readonly type: 'nftFailed' }
  | { readonly type: 'nginxFailed' }

export interface Agent {
  /** Compares and repairs once; rounds never overlap. Call it every second or two. */
  readonly round: () => Promise<void>
}

export interface AgentParts {
  readonly wanted: Pick<Wanted, 'drops'>
  readonly nft: Nft
  readonly nginx: NginxDeny | null
  readonly report: (report: Report) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export function createAgent({ wanted, nft, nginx, report, now }: AgentParts): Agent {
  /** What we last made the kernel hold, with ends; `null` before the first time. */
  let applied: string | null = null
  let isBusy = false

  async function syncKernel(): Promise<void> {
    const drops = wanted.drops(now())
    const due = new Set(drops.map(({ prefix }) => prefix.text))
    const state = drops.map(({ prefix, until }) => `${prefix.text} ${until}`).join('\n')
    const held = await nft.read()
    const isHeld =
      held !== null && held.size === due.size && [...due].every((text) => held.has(text))
    if (isHeld && state === applied) return
    if (!(await nft.apply(renderTable(drops, now())))) {
      report({ type: 'nftFailed' })
      return
    }
    const healed = state === applied
    applied = state
    report({ type: 'applied', prefixes: drops.length, healed })
  }

  return {
    async round() {
      if (isBusy) return
      isBusy = true
      try {
        await syncKernel()
        if (nginx !== null && !(await nginx.sync(wanted.drops(now()), now()).catch(() => false)))
          report({ type: 'nginxFailed' })
      } finally {
        isBusy = false
      }
    },
  }
}
