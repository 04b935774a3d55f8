/** What of the chat is in sight: its end, or what is new. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { ChatLog } from '../../web/chat/ChatLog.tsx'
import { hear, say } from '../../web/chat/messages.ts'
import { createInSight, isNearEnd } from '../../web/chat/inSight.ts'
import { useEndInSight } from '../../web/chat/useEndInSight.ts'
import { comeSince } from '../../web/chat/useFolding.ts'
import { visitWords } from '../../web/chat/dictionary.ts'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'

jest.mock('../../web/chat/styles/transfers.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/styles/voice.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/useEndInSight.ts', () => ({
  useEndInSight: jest.fn(() => ({ hasNew: false, goToEnd: () => undefined })),
}))

const drawn = (conversation: View['conversation'], change: Partial<View> = {}) =>
  renderToStaticMarkup(
    createElement(ChatLog, {
      id: 'log',
      chat: {} as Chat,
      view: { ...FIRST_VIEW, ...change, conversation },
      isFolded: false,
      onUnfold: () => undefined,
    }),
  )
const watched = () => jest.mocked(useEndInSight).mock.lastCall?.[1]

it('is something new for each line, also when as many old ones fall off', () => {
  let { conversation } = FIRST_VIEW
  const added: unknown[] = []
  for (let at = 0; at < 505; at += 1) {
    conversation = say(conversation, 'a line')
    if (at < 498) continue
    drawn(conversation)
    added.push(watched()?.count)
  }
  expect(conversation.lines).toHaveLength(500)
  expect(new Set(added).size).toBe(7)
})

it('[C8] comes into sight for who looks at it, or writes; who reads further up is offered it', () => {
  const heights = { scrollHeight: 2_000, clientHeight: 400 }
  expect([1_600, 1_361, 1_360, 0].map((top) => isNearEnd(heights, top))).toEqual([
    true,
    true,
    false,
    false,
  ])
  const mine = say(FIRST_VIEW.conversation, 'one')
  drawn(mine)
  const before = watched()
  drawn({ ...hear(mine, { type: 'text', id: 1, text: 'two' }), partnerTyping: true })
  expect(watched()?.own).toBe(before?.own)
  drawn(say(mine, 'two'))
  expect(watched()?.own).not.toBe(before?.own)
  // A question is the visitor's own where he has asked for it.
  const question = (asked: boolean) => ({ questions: [{ order: 1, mine: asked, question: 0 }] })
  drawn(mine, question(false))
  expect(watched()?.own).toBe(before?.own)
  drawn(mine, question(true))
  expect(watched()?.own).not.toBe(before?.own)

  const button = new RegExp(`</div><button[^>]*>${visitWords.chat.newer}</button>$`)
  expect(drawn(mine)).not.toMatch(button)
  jest.mocked(useEndInSight).mockReturnValueOnce({ hasNew: true, goToEnd: () => undefined })
  expect(drawn(mine)).toMatch(button)
})

/** A log that shows 400 of its pixels, and what was told of its end when it was looked at last. */
function scrolled(content: number) {
  const log = {
    scrollTop: 0,
    scrollHeight: content,
    clientHeight: 400,
    scrollTo({ top }: { readonly top: number }) {
      log.scrollTop = Math.max(0, Math.min(top, log.scrollHeight - log.clientHeight))
    },
  }
  let isEnd: boolean | null = null
  const inSight = createInSight(log, (is) => (isEnd = is))
  inSight.unfold(null)
  return {
    log,
    inSight,
    isEnd: () => isEnd,
    scrollTo(top: number) {
      log.scrollTo({ top })
      inSight.look()
    },
    grow(pixels: number) {
      log.scrollHeight += pixels
      inSight.look()
    },
    /** What is put away is a line high, and wraps anew. */
    fold() {
      inSight.fold()
      Object.assign(log, { scrollTop: 3, scrollHeight: log.scrollHeight * 2, clientHeight: 1 })
      inSight.look()
    },
    unfold(height: number, top: number | null) {
      Object.assign(log, { scrollHeight: height, clientHeight: 400 })
      inSight.unfold(top)
    },
  }
}

it('[C8] what comes later than its entry, as a question or a picture, is followed to its end', () => {
  const { log, grow, scrollTo, isEnd } = scrolled(1_000)
  expect(log.scrollTop).toBe(600)
  grow(86)
  expect([log.scrollTop, isEnd()]).toEqual([686, true])
  // Words wrap anew in a narrower page, which tells of the last scroll before it tells of that.
  log.scrollHeight = 3_000
  scrollTo(686)
  expect([log.scrollTop, isEnd()]).toEqual([2_600, true])
  scrollTo(0)
  grow(86)
  expect([log.scrollTop, isEnd()]).toEqual([0, false])
})

it('[C8] the end is in sight as soon as it is, whatever brought it there', () => {
  const { log, inSight, scrollTo, isEnd } = scrolled(1_000)
  const ways = [
    () => scrollTo(600),
    () => inSight.end(),
    // The page becomes higher, or something is taken away.
    () => (Object.assign(log, { clientHeight: 1_000, scrollTop: 0 }), inSight.look()),
    () => (Object.assign(log, { scrollHeight: 400, scrollTop: 0 }), inSight.look()),
  ]
  for (const bring of ways) {
    Object.assign(log, { clientHeight: 400, scrollHeight: 1_000 })
    inSight.look()
    scrollTo(0)
    expect(isEnd()).toBe(false)
    bring()
    expect(isEnd()).toBe(true)
  }
  // Who looks at what stands before it does not see the last of it yet.
  Object.assign(log, { clientHeight: 400, scrollHeight: 1_000 })
  inSight.look()
  scrollTo(500)
  expect(isEnd()).toBe(false)
})

describe('[C40] a chat that comes back', () => {
  it.each([0, 600])('shows the first of what came meanwhile, from %d, and stays there', (from) => {
    const { log, inSight, scrollTo, fold, unfold, grow, isEnd } = scrolled(1_000)
    scrollTo(from)
    fold()
    unfold(1_500, 1_000)
    expect([log.scrollTop, isEnd()]).toEqual([1_000, false])
    // Whatever else there is to say waits below, until the visitor goes on or adds something.
    grow(60)
    expect([log.scrollTop, isEnd()]).toEqual([1_000, false])
    scrollTo(1_150)
    grow(60)
    expect([log.scrollTop, isEnd()]).toEqual([1_220, true])
    scrollTo(0)
    inSight.end()
    expect([log.scrollTop, isEnd()]).toEqual([1_220, true])
  })

  it('shows with it all that fits', () => {
    const { log, fold, unfold, isEnd } = scrolled(1_000)
    fold()
    unfold(1_100, 1_000)
    expect([log.scrollTop, isEnd()]).toEqual([700, true])
  })

  it.each([
    [100, 100],
    [600, 600],
  ])('is as it was where nothing came: %d', (from, expected) => {
    const { log, scrollTo, fold, unfold } = scrolled(1_000)
    scrollTo(from)
    fold()
    unfold(1_000, null)
    expect(log.scrollTop).toBe(expected)
  })
})

it('[C40] [C8] finds what is new from its end, and nothing of one’s own', () => {
  const lines = ['one', 'two', 'three'].reduce(
    (all, text, at) => hear(all, { type: 'text', id: at + 1, text }),
    FIRST_VIEW.conversation,
  )
  drawn(say(lines, 'mine'))
  const since = watched()?.unseenSince
  expect([0, 1, 2, 3, 4].map((count) => since?.(count))).toEqual([4, 3, 2, 0, 0])
})

it.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</span></p><iframe srcdoc="x">',
  'javascript:alert(1)',
  'https://example.org/',
  '&lt;b&gt; {{x}} ${x} ]]>',
  '\u202Egnp.exe',
])('[C3] shows %j to the letter, and in a direction of its own', (text) => {
  const conversation = hear(FIRST_VIEW.conversation, { type: 'text', id: 1, text })
  const html = drawn(conversation)
  const [, shown = ''] = /<span dir="auto">([^<]*)<\/span><\/p><\/div><\/div>$/.exec(html) ?? []
  const letters = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&amp;': '&' } as const
  expect(shown.replaceAll(/&[^;]+;/g, (name) => letters[name as keyof typeof letters])).toBe(text)
})

it.each([
  [['chess', 'jazz'], 'You both like chess and jazz.', true],
  [[], 'You both', false],
])('says what the two have in common while nothing is said yet: %j', (interests, said, isSaid) => {
  const common = { interests, languages: [] }
  const state = { phase: 'talking', pair: 'p', common, link: 'live' } as const
  expect(drawn(FIRST_VIEW.conversation, { state }).includes(said)).toBe(isSaid)
  // Once there is something to read it makes room.
  expect(drawn(say(FIRST_VIEW.conversation, 'hi'), { state })).not.toContain(said)
})

it('[C8] who is typing is shown, and read out to nobody', () => {
  const { conversation } = FIRST_VIEW
  expect(drawn({ ...conversation, partnerTyping: true })).toMatch(
    /<p class="hint typing" aria-live="off">[^<]+<\/p><\/div><\/div>$/,
  )
  expect(drawn(conversation)).not.toContain('typing')
})

it('[C40] counts what has come since the chat was put away, and nothing of one’s own', () => {
  const before = hear(FIRST_VIEW.conversation, { type: 'text', id: 1, text: 'before' })
  const after = hear(say(before, 'mine'), { type: 'text', id: 2, text: 'after' })
  const view = { ...FIRST_VIEW, conversation: after }
  expect(comeSince(view, before.count)).toBe(1)
  expect(comeSince(view, 0)).toBe(2)
  expect(
    comeSince({ ...view, questions: [{ order: 3, mine: false, question: 0 }] }, before.count),
  ).toBe(2)
})
