/** What brings the end of the chat into sight. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { ChatLog } from '../../web/chat/ChatLog.tsx'
import { hear, say } from '../../web/chat/messages.ts'
import { useEndInSight } from '../../web/chat/useEndInSight.ts'
import { FIRST_VIEW, type Chat } from '../../web/chat/visit.ts'

jest.mock('../../web/chat/styles/transfers.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/styles/voice.css', () => ({}), { virtual: true })
jest.mock('../../web/chat/useEndInSight.ts', () => ({ useEndInSight: jest.fn() }))

it('is something new for each line, also when as many old ones fall off', () => {
  let { conversation } = FIRST_VIEW
  const added: string[] = []
  for (let at = 0; at < 505; at += 1) {
    conversation = say(conversation, 'a line')
    if (at < 498) continue
    renderToStaticMarkup(
      createElement(ChatLog, { chat: {} as Chat, view: { ...FIRST_VIEW, conversation } }),
    )
    added.push(jest.mocked(useEndInSight).mock.lastCall?.[1] ?? '')
  }
  expect(conversation.lines).toHaveLength(500)
  expect(new Set(added).size).toBe(7)
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
  const html = renderToStaticMarkup(
    createElement(ChatLog, { chat: {} as Chat, view: { ...FIRST_VIEW, conversation } }),
  )
  const [, shown = ''] = /<span dir="auto">([^<]*)<\/span><\/p><\/div>$/.exec(html) ?? []
  const letters = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&amp;': '&' } as const
  expect(shown.replaceAll(/&[^;]+;/g, (name) => letters[name as keyof typeof letters])).toBe(text)
})
