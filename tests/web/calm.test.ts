import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Toolbar } from '../../web/chat/Toolbar.tsx'
import { CALM_S } from '../../web/chat/useCalm.ts'
import { FIRST_VIEW, type Chat } from '../../web/chat/visit.ts'

// It asks the browser for what no server has, and waits for nobody.
jest.mock('../../web/chat/MoreTools.tsx', () => ({ MoreTools: () => null }))

const nothing = () => undefined
const common = { interests: [], languages: [] }

/** The buttons of a call by name, and whether they can be pressed. */
function buttons(nextIn: number): Map<string, boolean> {
  const html = renderToStaticMarkup(
    createElement(Toolbar, {
      chat: {} as Chat,
      view: {
        ...FIRST_VIEW,
        state: { phase: 'talking', pair: 'p', common, link: 'live' },
        wish: { ...FIRST_VIEW.wish, mode: 'text', calm: true },
      },
      video: { current: null },
      nextIn,
      onAction: nothing,
      onSettings: nothing,
    }),
  )
  return new Map(
    [...html.matchAll(/<button([^>]*)>/g)].map(([, attributes = '']) => [
      /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? '',
      !/ disabled=/.test(attributes),
    ]),
  )
}

it('[C28] Next says how long it waits, and waits', () => {
  const waiting = buttons(7)
  expect(waiting.get('Next in 7s')).toBe(false)
  expect(waiting.has('Next')).toBe(false)
  expect(buttons(0).get('Next')).toBe(true)
})

it('[C28] Stop and Report work at once', () => {
  const waiting = buttons(10)
  expect([waiting.get('Stop'), waiting.get('Report')]).toEqual([true, true])
})

it('[C28] a stranger has ten seconds', () => {
  expect(CALM_S).toBe(10)
})
