/** What brings the end of the chat into sight. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { ChatLog } from '../../web/chat/ChatLog.tsx'
import { hear, say } from '../../web/chat/messages.ts'
import { isNearEnd, useEndInSight } from '../../web/chat/useEndInSight.ts'
import { comeSince } from '../../web/chat/useFolding.ts'
import { visitWords } from '../../web/chat/dictionary.ts'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'

jest.mock('../../web/chat/styles/transfers.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/styles/voice.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/useEndInSight.ts', () => ({
  ...jest.requireActual<object>('../../web/chat/useEndInSight.ts'),
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
  const added: string[] = []
  for (let at = 0; at < 505; at += 1) {
    conversation = say(conversation, 'a line')
    if (at < 498) continue
    drawn(conversation)
    added.push(watched()?.added ?? '')
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

  const button = new RegExp(`</div><button[^>]*>${visitWords.chat.newer}</button>$`)
  expect(drawn(mine)).not.toMatch(button)
  jest.mocked(useEndInSight).mockReturnValueOnce({ hasNew: true, goToEnd: () => undefined })
  expect(drawn(mine)).toMatch(button)
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
  const [, shown = ''] = /<span dir="auto">([^<]*)<\/span><\/p><\/div>$/.exec(html) ?? []
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
    /<p class="hint typing" aria-live="off">[^<]+<\/p><\/div>$/,
  )
  expect(drawn(conversation)).not.toContain('typing')
})

it('[C40] counts what has come since the chat was put away, and nothing of one’s own', () => {
  const before = hear(FIRST_VIEW.conversation, { type: 'text', id: 1, text: 'before' })
  const after = hear(say(before, 'mine'), { type: 'text', id: 2, text: 'after' })
  const view = { ...FIRST_VIEW, conversation: after }
  expect(comeSince(view, before.count)).toBe(1)
  expect(comeSince(view, 0)).toBe(2)
  expect(comeSince({ ...view, questions: [{ order: 3, question: 0 }] }, before.count)).toBe(2)
})
