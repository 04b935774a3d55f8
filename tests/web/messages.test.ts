import { EMPTY_CONVERSATION, type Conversation } from '../../web/chat/conversation.ts'
import { hear, say, unconfirmed } from '../../web/chat/messages.ts'
import { createTalk } from '../../web/chat/talk.ts'
import { FIRST_VIEW, type View } from '../../web/chat/visit.ts'

const heard = (conversation: Conversation, id: number, text = `text ${id}`) =>
  hear(conversation, { type: 'text', id, text })
const texts = ({ lines }: Conversation) => lines.map(({ text }) => text)

describe('what we say', () => {
  it('is being sent until the stranger has received it', () => {
    const said = say(say(EMPTY_CONVERSATION, 'one'), 'two')
    expect(said.lines).toEqual([
      { id: 1, mine: true, text: 'one', order: 0, delivery: 'sending' },
      { id: 2, mine: true, text: 'two', order: 1, delivery: 'sending' },
    ])
    const confirmed = hear(said, { type: 'received', id: 1 })
    expect(confirmed.lines.map(({ delivery }) => delivery)).toEqual(['delivered', 'sending'])
  })

  it('[C4] is sent again after a rebuild when it was not confirmed, in its order', () => {
    const said = ['one', 'two', 'three'].reduce(say, EMPTY_CONVERSATION)
    const partly = hear(heard(said, 1), { type: 'received', id: 2 })
    expect(unconfirmed(partly).map(({ id, text }) => [id, text])).toEqual([
      [1, 'one'],
      [3, 'three'],
    ])
  })

  it('[C3] is not confirmed by a confirmation of something else', () => {
    const said = heard(say(EMPTY_CONVERSATION, 'one'), 7)
    for (const id of [2, 7, 1_000])
      expect(hear(said, { type: 'received', id }).lines).toEqual(said.lines)
  })

  it('has an id of its own, whatever the stranger numbers', () => {
    const said = say(heard(say(EMPTY_CONVERSATION, 'one'), 900), 'two')
    expect(said.lastSent).toBe(2)
    expect(said.lastReceived).toBe(900)
  })
})

describe('what the stranger says', () => {
  it('[C4] is shown once, also when it comes again after a rebuild', () => {
    const first = heard(heard(EMPTY_CONVERSATION, 1), 2)
    expect(heard(first, 1)).toBe(first)
    expect(heard(first, 2, 'other words')).toBe(first)
    expect(texts(heard(first, 3))).toEqual(['text 1', 'text 2', 'text 3'])
  })

  it('[C3] is bounded: 500 lines stay, the oldest fall off', () => {
    let conversation: Conversation = EMPTY_CONVERSATION
    for (let id = 1; id <= 600; id += 1) conversation = heard(conversation, id)
    expect(conversation.lines).toHaveLength(500)
    expect(texts(conversation)[0]).toBe('text 101')
    expect(texts(conversation).at(-1)).toBe('text 600')
    expect(say(conversation, 'mine').lines).toHaveLength(500)
  })

  it('ends the typing', () => {
    const typing = hear(EMPTY_CONVERSATION, { type: 'typing', active: true })
    expect(typing.partnerTyping).toBe(true)
    expect(heard(typing, 1).partnerTyping).toBe(false)
    expect(hear(typing, { type: 'typing', active: false }).partnerTyping).toBe(false)
  })

  it('of a nickname is shown without the spaces around it', () => {
    const named = hear(EMPTY_CONVERSATION, { type: 'profile', nickname: '  Ann  B ' })
    expect(named.partnerNickname).toBe('Ann  B')
    expect(hear(named, { type: 'profile', nickname: '   ' }).partnerNickname).toBe('')
  })

  it('of camera and microphone is kept', () => {
    const { partnerMedia } = hear(EMPTY_CONVERSATION, {
      type: 'media',
      camera: false,
      microphone: true,
    })
    const rest = { screen: false, paused: false, saving: false, look: 'clear' }
    expect(partnerMedia).toEqual({ camera: false, microphone: true, ...rest })
    const shown = hear(EMPTY_CONVERSATION, {
      type: 'media',
      camera: false,
      microphone: true,
      screen: true,
      paused: true,
      saving: true,
    })
    expect(shown.partnerMedia).toEqual({
      camera: false,
      microphone: true,
      screen: true,
      paused: true,
      saving: true,
      look: 'clear',
    })
  })

  it('[C17] of being away is kept, and of being back only after that', () => {
    const said = (conversation: Conversation, away: boolean) =>
      hear(conversation, { type: 'away', away })
    expect(said(EMPTY_CONVERSATION, false).partnerPresence).toBe('here')
    const gone = said(EMPTY_CONVERSATION, true)
    expect(gone.partnerPresence).toBe('away')
    expect(said(gone, false).partnerPresence).toBe('back')
    expect(said(said(gone, false), true).partnerPresence).toBe('away')
  })

  it('of leaving changes no line', () => {
    const said = heard(EMPTY_CONVERSATION, 1)
    expect(hear(said, { type: 'bye', why: 'left' })).toBe(said)
  })
})

it('a conversation is never changed, only followed by another', () => {
  const said = Object.freeze(say(EMPTY_CONVERSATION, 'one'))
  const before = structuredClone(said)
  heard(hear(said, { type: 'received', id: 1 }), 1)
  say(said, 'two')
  expect(said).toEqual(before)
  expect(EMPTY_CONVERSATION.lines).toEqual([])
})

it('[C3] a flood is heard as far as two hundred messages, and again when it is over', () => {
  let now = 1_000
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now)
  let view: View = FIRST_VIEW
  const confirmed: number[] = []
  const onBye = jest.fn()
  const talk = createTalk(
    (message) => message.type === 'received' && confirmed.push(message.id),
    () => view,
    (change) => (view = { ...view, ...change }),
    { onBye, onReveal: () => undefined, onQuestion: () => undefined },
  )
  const talks = (id: number) => talk.receive(JSON.stringify({ type: 'text', id, text: 'x' }))
  for (let id = 1; id <= 1_000; id += 1) talks(id)
  talk.receive('{"type":"bye","why":"left"}')
  expect([confirmed.length, view.conversation.lines.length]).toEqual([200, 200])
  expect(onBye).not.toHaveBeenCalled()
  now += 50
  talks(1_001)
  expect(confirmed.at(-1)).toBe(1_001)
  clock.mockRestore()
})

it('[C4] who writes while the connection is made anew is told to write after its lines, until he stops', () => {
  let view: View = { ...FIRST_VIEW, conversation: say(EMPTY_CONVERSATION, 'one') }
  const sent: string[] = []
  const talk = createTalk(
    (message) => sent.push(message.type),
    () => view,
    (change) => (view = { ...view, ...change }),
    { onBye: () => undefined, onReveal: () => undefined, onQuestion: () => undefined },
  )
  talk.type(true)
  talk.resume()
  expect(sent).toEqual(['typing', 'profile', 'text', 'typing'])
  sent.length = 0
  talk.type(false)
  talk.resume()
  expect(sent).toEqual(['typing', 'profile', 'text'])
})
