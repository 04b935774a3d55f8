import { titleOf } from '../../web/chat/attention.ts'
import { happenings, NOTHING_WAITS, wait, type Happening } from '../../web/chat/happenings.ts'
import { coveredBy } from '../../web/chat/keyboard.ts'
import { hear, say } from '../../web/chat/messages.ts'
import type { Transfer } from '../../web/chat/transferList.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

const common = { interests: [], languages: [] }
const AT: Record<string, View> = {
  waiting: { ...FIRST_VIEW, state: { phase: 'waiting', since: 0, notice: null } },
  pairing: {
    ...FIRST_VIEW,
    state: { phase: 'pairing', pair: 'p', common, attempt: 0, isMeeting: false },
  },
  talking: { ...FIRST_VIEW, state: { phase: 'talking', pair: 'p', common, link: 'live' } },
  recovering: { ...FIRST_VIEW, state: { phase: 'talking', pair: 'p', common, link: 'recovering' } },
  ended: { ...FIRST_VIEW, state: { phase: 'ended', why: 'left', until: null } },
}
const view = (name: string, change: Partial<View> = {}): View => ({
  ...(AT[name] ?? FIRST_VIEW),
  ...change,
})
const hearing = (...ids: number[]) => {
  let { conversation } = FIRST_VIEW
  for (const id of ids) conversation = hear(conversation, { type: 'text', id, text: 'hi' })
  return conversation
}
const transfer = (mine: boolean) => ({ mine }) as Transfer

describe('what happens in a visit', () => {
  it.each<[string, View, View, readonly Happening[]]>([
    ['somebody is found', view('pairing'), view('talking'), ['found']],
    ['the same stranger is back', view('recovering'), view('talking'), []],
    ['an introduction only', view('waiting'), view('pairing'), []],
    ['an introduction fails', view('pairing'), view('waiting'), ['over']],
    ['the stranger leaves', view('talking'), view('ended'), ['over']],
    ['a search is given up', view('waiting'), FIRST_VIEW, []],
    ['a line', view('talking'), view('talking', { conversation: hearing(1) }), ['message']],
    [
      'a line that came twice',
      view('talking', { conversation: hearing(1) }),
      view('talking', { conversation: hearing(1, 1) }),
      [],
    ],
    ['a file', view('talking'), view('talking', { transfers: [transfer(false)] }), ['message']],
    ['a file of ours', view('talking'), view('talking', { transfers: [transfer(true)] }), ['sent']],
    [
      'a line of ours',
      view('talking'),
      view('talking', { conversation: say(FIRST_VIEW.conversation, 'hi') }),
      ['sent'],
    ],
    [
      'all said is dropped with the call',
      view('talking', { conversation: hearing(1, 2) }),
      view('ended'),
      ['over'],
    ],
  ])('[C31] is told: %s', (_, before, after, told) => {
    expect(happenings(before, after)).toEqual(told)
  })

  it('[C31] is counted while nobody looks, within a bound, and over with the call', () => {
    const many = Array.from({ length: 120 }, (): Happening => 'message')
    expect(many.reduce(wait, NOTHING_WAITS)).toEqual({ messages: 99, isFound: false })
    expect((['found', 'message', 'sent'] as const).reduce(wait, NOTHING_WAITS)).toEqual({
      messages: 1,
      isFound: true,
    })
    expect((['found', 'message', 'over'] as const).reduce(wait, NOTHING_WAITS)).toBe(NOTHING_WAITS)
  })

  it('[C31] stands in the title as a number or as a word of ours', () => {
    expect(titleOf(NOTHING_WAITS)).toBe('P2P Chat')
    expect(titleOf({ messages: 0, isFound: true })).toBe('Someone is here · P2P Chat')
    expect(titleOf({ messages: 2, isFound: true })).toBe('(2) P2P Chat')
  })
})

describe('a keyboard over the page', () => {
  it.each([
    ['covers what it covers', { height: 340, scale: 1 }, 300],
    ['is not a bar of the browser', { height: 590, scale: 1 }, 0],
    ['is not a lens', { height: 320, scale: 2 }, 0],
    ['is not there', { height: 640, scale: 1 }, 0],
  ])('[C32] %s', (_, sight, covered) => {
    expect(coveredBy(640, sight)).toBe(covered)
  })
})
