/** "How many live visitors would this hit?": asks every node, and adds up what comes in time. */

/** Longer than this nobody waits: a node that is silent counts as nobody there. */
const PATIENCE_MS = 500
const ASKED_MAX = 100

export interface Estimates {
  /** `null` when no node answered in time. */
  readonly ask: (prefix: string, now: number) => Promise<number | null>
  readonly onReply: (id: string, node: string, hits: number) => void
  /** How many nodes there are, so that nobody waits longer than he must. */
  readonly nodesAre: (count: number) => void
  readonly expire: (now: number) => void
  readonly residue: () => number
}

interface Asked {
  readonly until: number
  readonly hits: Map<string, number>
  readonly answer: (hits: number | null) => void
}

export function createEstimates(
  randomId: () => string,
  send: (query: { readonly id: string; readonly prefix: string }) => void,
): Estimates {
  const open = new Map<string, Asked>()
  let nodes = 0

  function finish(id: string, { hits, answer }: Asked): void {
    open.delete(id)
    const sum = [...hits.values()].reduce((total, one) => total + one, 0)
    answer(hits.size === 0 ? null : sum)
  }

  return {
    ask(prefix, now) {
      if (nodes === 0 || open.size >= ASKED_MAX) return Promise.resolve(null)
      const id = randomId()
      return new Promise((answer) => {
        open.set(id, { until: now + PATIENCE_MS, hits: new Map(), answer })
        send({ id, prefix })
      })
    },
    onReply(id, node, hits) {
      const asked = open.get(id)
      if (asked === undefined) return
      asked.hits.set(node, hits)
      if (asked.hits.size >= nodes) finish(id, asked)
    },
    nodesAre(count) {
      nodes = count
    },
    expire(now) {
      for (const [id, asked] of open) if (asked.until <= now) finish(id, asked)
    },
    residue: () => open.size,
  }
}
