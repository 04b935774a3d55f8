import { createAttention, problemOf } from '../../web/chat/attention.ts'
import { createChimes } from '../../web/chat/chimes.ts'
import { appWords, speak, startWords } from '../../web/chat/dictionary.ts'
import { ENGLISH, LANGUAGES } from '../../web/chat/languages/languages.ts'
import { askToNotify, canStillNotify, notify } from '../../web/chat/notifying.ts'
import { hear } from '../../web/chat/messages.ts'
import { FIRST_VIEW, type Chat, type View } from '../../web/chat/visit.ts'

const common = { interests: [], languages: [] }
const TALKING: View = {
  ...FIRST_VIEW,
  state: { phase: 'talking', pair: 'p', common, link: 'live' },
}
const PAIRING: View = {
  ...FIRST_VIEW,
  state: { phase: 'pairing', pair: 'p', common, attempt: 0, isMeeting: false },
}

const nothing = () => undefined

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

/** A page that nobody looks at, with sounds. */
function start() {
  const vibrate = jest.fn()
  Object.assign(globalThis, {
    addEventListener: () => undefined,
    document: {
      visibilityState: 'hidden',
      addEventListener: () => undefined,
      querySelector: () => null,
    },
    matchMedia: () => ({ matches: false }),
  })
  Object.defineProperty(globalThis, 'navigator', {
    value: { vibrate, userActivation: { hasBeenActive: true } },
    configurable: true,
  })
  let view: View = PAIRING
  let look = () => {}
  const played: string[] = []
  const attention = createAttention(
    {
      getView: () => view,
      subscribe: (listener: () => void) => {
        look = listener
        return () => undefined
      },
    } as unknown as Chat,
    {
      open: () => undefined,
      play: (chime, to) => void played.push(to === null ? chime : `${chime} ${to}`),
      close: () => undefined,
    },
  )
  attention.setSounds(true)
  played.length = 0
  const become = (next: View) => {
    view = next
    look()
  }
  let id = 0
  return {
    played,
    vibrate,
    become,
    hearOne() {
      id += 1
      become({ ...view, conversation: hear(view.conversation, { type: 'text', id, text: 'hi' }) })
    },
  }
}

it('[C31] makes one sound of a burst of messages, and the next a second later', () => {
  const { become, hearOne, played, vibrate } = start()
  become(TALKING)
  expect(played).toEqual(['found'])
  for (let count = 0; count < 200; count += 1) hearOne()
  expect(played).toEqual(['found', 'message'])
  expect(vibrate).toHaveBeenCalledTimes(1)
  jest.advanceTimersByTime(1_000)
  hearOne()
  expect(played).toEqual(['found', 'message', 'message'])
  expect(vibrate).toHaveBeenCalledTimes(2)
  // Who is found is heard in any case.
  become(PAIRING)
  become(TALKING)
  expect(played.at(-1)).toBe('found')
  // Where the stranger is heard, so is what tells of him.
  const { media } = TALKING
  const settings = { ...media.settings, speaker: 'kitchen' }
  become(PAIRING)
  become({ ...TALKING, media: { ...media, settings } })
  expect(played.at(-1)).toBe('found kitchen')
})

describe('[C31] sounds', () => {
  /** A device whose sound others take now and then. */
  function giveSound() {
    const tones = jest.fn()
    const waiting: (() => void)[] = []
    const device = { state: 'running' }
    const param = {
      setValueAtTime: nothing,
      linearRampToValueAtTime: nothing,
      exponentialRampToValueAtTime: nothing,
    }
    const node = { connect: () => node, frequency: {}, gain: param, start: tones, stop: nothing }
    const AudioContext = class {
      currentTime = 0
      get state() {
        return device.state
      }
      resume = () =>
        device.state === 'running'
          ? Promise.resolve()
          : new Promise<void>((done) => waiting.push(done))
      createOscillator = () => node
      createGain = () => node
      close = () => Promise.resolve()
    }
    Object.assign(globalThis, { AudioContext })
    return {
      tones,
      interrupt: () => (device.state = 'interrupted'),
      async goOn() {
        device.state = 'running'
        for (const done of waiting.splice(0)) done()
        for (let turns = 0; turns < 5; turns += 1) await Promise.resolve()
      },
    }
  }
  afterEach(() => Reflect.deleteProperty(globalThis, 'AudioContext'))

  it('go on by themselves after an interruption, and none comes that is old', async () => {
    const { tones, interrupt, goOn } = giveSound()
    const chimes = createChimes()
    chimes.open()
    chimes.play('message', null)
    expect(tones).toHaveBeenCalledTimes(1)
    interrupt()
    for (let count = 0; count < 20; count += 1) chimes.play('message', null)
    expect(tones).toHaveBeenCalledTimes(1)
    // One chime, and not what came during the interruption one over the other.
    await goOn()
    expect(tones).toHaveBeenCalledTimes(2)
    interrupt()
    chimes.play('message', null)
    jest.advanceTimersByTime(1_001)
    await goOn()
    expect(tones).toHaveBeenCalledTimes(2)
    interrupt()
    chimes.play('message', null)
    chimes.close()
    await goOn()
    expect(tones).toHaveBeenCalledTimes(2)
  })
})

describe('[C31] notifications', () => {
  const tags: (string | undefined)[] = []
  beforeEach(() => tags.splice(0))
  /** A browser with or without a way to show one. */
  function give(
    isOwn: boolean,
    isKept: boolean,
    answer: NotificationPermission = 'granted',
    isAsked = false,
  ) {
    const closed = jest.fn()
    const ask = jest.fn(() => {
      Notification.permission = answer
      return Promise.resolve(answer)
    })
    const Notification = class extends EventTarget {
      close = closed
      constructor(_title: string, { tag, data }: NotificationOptions) {
        super()
        if (!isOwn) throw new TypeError('Illegal constructor')
        if ('data' in this) structuredClone(data)
        tags.push(tag)
      }
      static permission: NotificationPermission = isAsked ? answer : 'default'
      static requestPermission = ask
    }
    const serviceWorker = { getRegistration: () => Promise.resolve(isKept ? {} : undefined) }
    Object.assign(globalThis, { Notification })
    Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker }, configurable: true })
    return { closed, ask }
  }
  afterEach(() => Reflect.deleteProperty(globalThis, 'Notification'))

  it.each([
    ['by the page', true, false, 'granted', 'granted'],
    ['by the worker of a kept page alone', false, true, 'granted', 'granted'],
    ['not at all, as the visitor says', true, true, 'denied', 'denied'],
  ] as const)('can be shown %s', async (_, isOwn, isKept, answer, said) => {
    const { closed } = give(isOwn, isKept, answer)
    expect(await askToNotify()).toBe(said)
    expect(closed).toHaveBeenCalledTimes(isOwn ? 1 : 0)
  })

  it('are not asked for where only the worker of a page could show them that is not kept', async () => {
    const { ask } = give(false, false)
    expect(await askToNotify()).toBe('notKept')
    expect(ask).not.toHaveBeenCalled()
    // Nor is who has blocked them sent to keep the page for nothing.
    give(false, false, 'denied', true)
    expect(await askToNotify()).toBe('denied')
  })

  it('are not said to be on where the page that could show them is kept no more', async () => {
    const chat = { getView: () => FIRST_VIEW, subscribe: () => () => undefined }
    const attention = createAttention(chat as unknown as Chat)
    const said = () => attention.getWishes().notifications
    const browser = give(false, true)
    /** As browsers of today: what cannot be copied is complained of before anything is shown. */
    const careful = () => Object.assign(Notification.prototype, { data: null })
    careful()
    await attention.setNotifications(true)
    await attention.lookAgain()
    expect(said()).toBe('on')
    // It is removed, and its visitor comes back to the switch.
    give(false, false, 'granted', true)
    careful()
    await attention.lookAgain()
    expect(said()).toBe('notKept')
    // Nor does another press switch on what was allowed before.
    await attention.setNotifications(true)
    expect(said()).toBe('notKept')
    give(false, true, 'granted', true)
    careful()
    await attention.setNotifications(true)
    expect(said()).toBe('on')
    give(false, true, 'default', true)
    await attention.lookAgain()
    // Asked again it may well say yes.
    expect(said()).toBe('off')
    give(false, true, 'granted', true)
    await attention.setNotifications(true)
    give(false, true, 'denied', true)
    await attention.lookAgain()
    expect(said()).toBe('denied')
    // What the visitor has switched off stays off.
    await attention.setNotifications(false)
    await attention.lookAgain()
    expect(said()).toBe('off')
    expect(browser.closed).not.toHaveBeenCalled()
  })

  it('are tried out unseen by a page that may show them itself', async () => {
    const { closed } = give(true, false, 'granted', true)
    Object.assign(Notification.prototype, { data: null })
    expect([await askToNotify(), await canStillNotify()]).toEqual(['granted', 'granted'])
    expect(tags).toEqual([])
    expect(closed).not.toHaveBeenCalled()
  })

  it.each(LANGUAGES)(
    'that a kept page alone can show lead to the button that keeps it, in $name',
    async (language) => {
      await speak(language, language.tag)
      give(false, false)
      const chat = { getView: () => FIRST_VIEW, subscribe: () => () => undefined }
      const attention = createAttention(chat as unknown as Chat)
      await attention.setNotifications(true)
      const said = problemOf(attention.getWishes().notifications)
      expect(said).toBe(appWords.attention.notKept(startWords.start.keep))
      expect(said).toContain(startWords.start.keep)
      expect(said).not.toBe(appWords.attention.unsupported)
      await speak(ENGLISH, ENGLISH.tag)
    },
  )

  it('take the place of each other, and the attempt that of none', async () => {
    give(true, false)
    notify('a', '')
    await askToNotify()
    notify('b', '')
    const [first, attempt, second] = tags
    expect(second).toBe(first)
    expect(attempt).not.toBe(first)
  })

  it('are not there in a browser without them, nor where nothing can be kept', async () => {
    expect(await askToNotify()).toBe('unsupported')
    give(false, false)
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true })
    expect(await askToNotify()).toBe('unsupported')
  })
})
