import { ENGLISH, LANGUAGES } from '../../web/chat/languages/languages.ts'
import { getSpoken, speak } from '../../web/chat/dictionary.ts'
import { loadQuestions, questionsNow } from '../../web/chat/questions.ts'
import { createIcebreaking, orderOf, PAUSE_MS, QUESTIONS } from '../../web/chat/icebreaking.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

const SEED = Uint8Array.from({ length: 32 }, (_, at) => at)
const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) await Promise.resolve()
}

function side(wire: (count: number) => void = () => undefined) {
  const common = { interests: [], languages: [] }
  const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
  let view: View = { ...FIRST_VIEW, state }
  let order = 0
  const said: number[] = []
  const icebreaking = createIcebreaking({
    seed: Promise.resolve(SEED),
    nextOrder: () => (order += 1),
    getView: () => view,
    show: (change) => (view = { ...view, ...change }),
    send(message) {
      if (message.type !== 'question') return
      said.push(message.count)
      wire(message.count)
    },
  })
  const of = <Key extends 'question' | 'mine'>(key: Key) => view.questions.map((one) => one[key])
  return { icebreaking, said, shown: () => of('question'), mine: () => of('mine') }
}

describe('the order of questions', () => {
  it('[C26] has each once, and depends on the seed', () => {
    const order = orderOf(SEED)
    expect(order.toSorted((a, b) => a - b)).toEqual([...Array(QUESTIONS).keys()])
    expect(orderOf(SEED)).toEqual(order)
    expect(orderOf(SEED.map((byte) => byte + 1))).not.toEqual(order)
  })

  it.each(LANGUAGES)(
    '[C26] [C21] names as many as there are in $name, each of them once and each a question',
    async (language) => {
      await speak(language, language.tag)
      const questions = await loadQuestions()
      expect(questions).toHaveLength(QUESTIONS)
      expect(new Set(questions).size).toBe(QUESTIONS)
      for (const one of questions) {
        expect(one).toMatch(/^[\p{Lu}\p{Lo}¿].{4,78}[?？؟]$/u)
        expect(one).not.toMatch(/["']| {2}/)
      }
      // Drawn without waiting, from the second on.
      expect(questionsNow()).toBe(questions)
      await speak(ENGLISH, ENGLISH.tag)
      const english = await loadQuestions()
      if (language !== ENGLISH) expect(questions.filter((one) => english.includes(one))).toEqual([])
      expect(getSpoken().language).toBe(ENGLISH)
    },
  )
})

describe('two who ask for questions', () => {
  it('[C26] see the same, whoever asks, also when both ask at once', async () => {
    const ways: [number[], number[]] = [[], []]
    const one = side((count) => ways[1].push(count))
    const two = side((count) => ways[0].push(count))
    const deliver = () => {
      for (const count of ways[0].splice(0)) one.icebreaking.hear(count)
      for (const count of ways[1].splice(0)) two.icebreaking.hear(count)
    }
    for (const askers of [[one], [two], [one, two], [two]]) {
      for (const { icebreaking } of askers) icebreaking.ask()
      deliver()
      await jest.advanceTimersByTimeAsync(PAUSE_MS)
    }
    expect(one.shown()).toHaveLength(4)
    expect(two.shown()).toEqual(one.shown())
    expect(new Set(one.shown()).size).toBe(4)
    // Who asked sees it wherever he reads.
    expect([one.mine(), two.mine()]).toEqual([
      [true, false, true, false],
      [false, true, true, true],
    ])
  })

  it('[C26] wait a moment between them', async () => {
    const { icebreaking, said } = side()
    icebreaking.ask()
    icebreaking.ask()
    await jest.advanceTimersByTimeAsync(PAUSE_MS - 1)
    icebreaking.ask()
    expect(said).toEqual([1])
    await jest.advanceTimersByTimeAsync(1)
    icebreaking.ask()
    expect(said).toEqual([1, 2])
    await jest.advanceTimersByTimeAsync(PAUSE_MS)
    icebreaking.hear(3)
    icebreaking.ask()
    expect(said).toEqual([1, 2])
  })

  it('[C26] [P4] come into no other conversation, when they were asked for and this one ended', async () => {
    const { icebreaking, shown } = side()
    icebreaking.hear(1)
    icebreaking.close()
    await settled()
    expect(shown()).toEqual([])
  })

  it('[C26] catch up over a new connection with what was lost', async () => {
    const { icebreaking, said, shown } = side()
    icebreaking.tell()
    expect(said).toEqual([])
    icebreaking.hear(3)
    icebreaking.tell()
    await settled()
    expect(said).toEqual([3])
    expect(shown()).toEqual(orderOf(SEED).slice(0, 3))
  })

  it('[C26] see all that one of them asked for during a break', async () => {
    const [asker, other] = [side(), side()]
    for (const { icebreaking } of [asker, other]) icebreaking.tell()
    for (let asked = 0; asked < 10; asked += 1) {
      asker.icebreaking.ask()
      await jest.advanceTimersByTimeAsync(PAUSE_MS)
    }
    other.icebreaking.tell()
    other.icebreaking.hear(asker.said.at(-1) ?? 0)
    await settled()
    expect(other.shown()).toHaveLength(10)
    expect(other.shown()).toEqual(asker.shown())
  })

  it('[C26] are not led far ahead, back, or faster than anybody reads', async () => {
    const { icebreaking, shown } = side()
    icebreaking.hear(1_000)
    await settled()
    expect(shown()).toEqual([])
    for (let count = 1; count <= 50; count += 1) icebreaking.hear(count)
    await settled()
    expect(shown().length).toBeLessThanOrEqual(5)
    const before = shown().length
    await jest.advanceTimersByTimeAsync(60_000)
    icebreaking.hear(1)
    await settled()
    expect(shown()).toHaveLength(before)
  })
})
