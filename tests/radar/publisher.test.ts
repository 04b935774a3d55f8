import { createPublisher } from '../../radar/publisher.ts'
import {
  blocklist,
  LIST_INTERVAL_MS,
  LIST_REPEAT_MS,
  throttles,
  type BlocklistEntry,
} from '../../radar/protocol.ts'
import { openList } from '../../radar/signedList.ts'

const KEY = 'list key'
const START = 1_800_000_000_000

function start() {
  let entries: BlocklistEntry[] = []
  const said: { topic: string; text: string; retain: boolean }[] = []
  const publisher = createPublisher({
    key: KEY,
    publish: (topic, text, { retain }) => void said.push({ topic, text, retain }),
    blocklist: () => entries,
    throttles: () => ({ everyone: false, entries: [] }),
  })
  const lists = () => said.filter(({ topic }) => topic === 'blocklist')
  return {
    publisher,
    said,
    lists,
    /** The list is one of so many entries now. */
    change(count: number) {
      entries = Array.from({ length: count }, (_, at) => [`8.8.8.${at}`, 'app', 'spam', 1, 2])
      publisher.blocklistChanged()
    },
    open(text: string, now: number, version = 0) {
      return openList(KEY, 'blocklist', text, blocklist, version, now)
    },
  }
}

describe('the lists', () => {
  test('[R20] are said whole, signed and kept by the broker, from the start', () => {
    const { publisher, said, open } = start()
    publisher.tick(START)
    expect(said.map(({ topic, retain }) => [topic, retain])).toEqual([
      ['blocklist', true],
      ['throttles', true],
    ])
    const [first, second] = said
    expect(open(first?.text ?? '', START)).toMatchObject({ issuedAt: START, entries: [] })
    expect(openList(KEY, 'throttles', second?.text ?? '', throttles, 0, START)).toMatchObject({
      everyone: false,
      entries: [],
    })
    // Neither stands in for the other.
    expect(open(second?.text ?? '', START)).toBeNull()
  })

  test('[R14] go out once a second at most, however often they change: the newest', () => {
    const { publisher, lists, change, open } = start()
    publisher.tick(START)
    for (let at = 1; at <= 40; at += 1) {
      change(at)
      publisher.tick(START + at * 250)
    }
    expect(lists()).toHaveLength(1 + 10_000 / LIST_INTERVAL_MS)
    expect(open(lists().at(-1)?.text ?? '', START + 10_000)?.entries).toHaveLength(40)
  })

  test('[R20] go out again every half minute, also unchanged, and no more often', () => {
    const { publisher, lists, open } = start()
    for (let at = 0; at <= 3 * LIST_REPEAT_MS; at += 250) publisher.tick(START + at)
    expect(lists()).toHaveLength(4)
    const issued = lists().map(({ text }) => open(text, START)?.issuedAt ?? 0)
    expect(issued.map((at) => (at - START) / LIST_REPEAT_MS)).toEqual([0, 1, 2, 3])
  })

  test('[R20] have versions that only grow, across restarts, and when the clock is set back', () => {
    const before = start()
    before.publisher.tick(START)
    const last = before.open(before.lists()[0]?.text ?? '', START)?.version ?? 0
    const { publisher, lists, change, open } = start()
    for (const at of [START + 1, START + 1_001, START - 60_000, START - 59_000, START - 58_000]) {
      change(1)
      publisher.tick(at)
    }
    // Nobody waits for the clock to catch up either.
    expect(lists()).toHaveLength(5)
    const versions = lists().map(({ text }) => open(text, START)?.version ?? 0)
    for (const [at, version] of versions.entries())
      expect(version).toBeGreaterThan(versions[at - 1] ?? last)
  })
})
