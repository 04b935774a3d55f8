/** Who would be hit: what the nodes say, in time. */
import fc from 'fast-check'
import { createEstimates } from '../../radar/estimates.ts'
import { START } from './detectorRig.ts'

const PATIENCE_MS = 500

function createDesk() {
  const asked: { id: string; prefix: string }[] = []
  let count = 0
  const estimates = createEstimates(
    () => `id ${(count += 1)}`,
    (query) => void asked.push(query),
  )
  return { ...estimates, asked }
}

describe('an estimate', () => {
  it('is the sum of what all nodes say, as soon as the last has said it', async () => {
    const desk = createDesk()
    desk.nodesAre(2)
    const answer = desk.ask('203.0.113.0/24', START)
    expect(desk.asked).toEqual([{ id: 'id 1', prefix: '203.0.113.0/24' }])
    desk.onReply('id 1', 'a', 3)
    expect(desk.residue()).toBe(1)
    desk.onReply('id 1', 'b', 4)
    expect(desk.residue()).toBe(0)
    await expect(answer).resolves.toBe(7)
  })

  it('counts each node once, by what it said last', async () => {
    const desk = createDesk()
    desk.nodesAre(2)
    const answer = desk.ask('203.0.113.9', START)
    desk.onReply('id 1', 'a', 300)
    desk.onReply('id 1', 'a', 1)
    desk.onReply('id 1', 'b', 2)
    await expect(answer).resolves.toBe(3)
  })

  it('is what came in time when a node is silent', async () => {
    const desk = createDesk()
    desk.nodesAre(3)
    const answer = desk.ask('203.0.113.9', START)
    desk.onReply('id 1', 'a', 3)
    desk.expire(START + PATIENCE_MS - 1)
    expect(desk.residue()).toBe(1)
    desk.expire(START + PATIENCE_MS)
    await expect(answer).resolves.toBe(3)
  })

  it('is unknown, not zero, when nobody answered', async () => {
    const desk = createDesk()
    desk.nodesAre(1)
    const answer = desk.ask('203.0.113.9', START)
    desk.expire(START + PATIENCE_MS)
    await expect(answer).resolves.toBeNull()
    desk.nodesAre(0)
    await expect(desk.ask('203.0.113.9', START)).resolves.toBeNull()
    expect(desk.asked).toHaveLength(1)
  })

  it('is not changed by what comes late, twice or for nobody', async () => {
    const desk = createDesk()
    desk.nodesAre(1)
    const first = desk.ask('203.0.113.9', START)
    const second = desk.ask('203.0.113.10', START)
    desk.onReply('id 2', 'a', 5)
    desk.onReply('id 2', 'a', 50)
    desk.onReply('id 7', 'a', 500)
    desk.expire(START + PATIENCE_MS)
    desk.onReply('id 1', 'a', 5_000)
    await expect(Promise.all([first, second])).resolves.toEqual([null, 5])
  })

  it('[R10] is one of a hundred at a time at most', async () => {
    const desk = createDesk()
    desk.nodesAre(1)
    const open = Array.from({ length: 100 }, () => desk.ask('203.0.113.9', START))
    await expect(desk.ask('203.0.113.9', START)).resolves.toBeNull()
    expect([desk.asked.length, desk.residue()]).toEqual([100, 100])
    desk.expire(START + PATIENCE_MS)
    expect(new Set(await Promise.all(open))).toEqual(new Set([null]))
    expect(desk.residue()).toBe(0)
  })

  it('[R10] always has an answer, in whatever order nodes speak, come and go', async () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('ask' as const) }),
      fc.record({
        type: fc.constant('reply' as const),
        id: fc.integer({ min: 1, max: 12 }),
        node: fc.constantFrom('a', 'b', 'c'),
        hits: fc.nat(9),
      }),
      fc.record({ type: fc.constant('nodes' as const), count: fc.nat(3) }),
      fc.record({ type: fc.constant('wait' as const), ms: fc.nat(400) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const desk = createDesk()
        desk.nodesAre(2)
        let now = START
        const answers: Promise<number | null>[] = []
        for (const each of steps) {
          if (each.type === 'ask') answers.push(desk.ask('203.0.113.9', now))
          else if (each.type === 'reply') desk.onReply(`id ${each.id}`, each.node, each.hits)
          else if (each.type === 'nodes') desk.nodesAre(each.count)
          else desk.expire((now += each.ms))
        }
        desk.expire(now + PATIENCE_MS)
        expect(desk.residue()).toBe(0)
        for (const answer of await Promise.all(answers))
          if (answer !== null) expect(answer).toBeLessThanOrEqual(3 * 9)
      }),
      { numRuns: 1_000 },
    )
  })
})
