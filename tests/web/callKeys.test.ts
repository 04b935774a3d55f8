/** Which keys of the page are taken from it, with elements that are as browsers' are. */
import { keepFocus } from '../../web/chat/keepFocus.ts'
import { heed } from '../../web/chat/useCallKeys.ts'

class Part extends EventTarget {
  /** What it stands in, as a selector of it. */
  readonly around: string
  constructor(around = '') {
    super()
    this.around = around
  }
  closest(places: string): object | null {
    return places.split(', ').includes(this.around) ? this : null
  }
}
class Field extends EventTarget {
  readonly isTicked: boolean
  value = ''
  readonly main = { focus: jest.fn() }
  constructor(isTicked = false) {
    super()
    this.isTicked = isTicked
  }
  matches(): boolean {
    return this.isTicked
  }
  closest(place: string): { focus: () => void } | null {
    return place === 'main' ? this.main : null
  }
}
const [Input, Select, Area] = [
  class extends Field {},
  class extends Field {},
  class extends Field {},
]

beforeEach(() => {
  Object.assign(globalThis, {
    Element: Part,
    HTMLInputElement: Input,
    HTMLSelectElement: Select,
    HTMLTextAreaElement: Area,
    document: { querySelector: () => null },
  })
})
afterEach(() => {
  for (const name of [
    'Element',
    'HTMLInputElement',
    'HTMLSelectElement',
    'HTMLTextAreaElement',
    'document',
  ])
    Reflect.deleteProperty(globalThis, name)
})

/** Presses a key; whether it was acted on, and taken from the page. */
function press(key: string, target: EventTarget, isKnown = true, more: object = {}) {
  const actions: string[] = []
  const event = Object.assign(new Event('keydown', { cancelable: true }), {
    key,
    code: '',
    repeat: false,
    ...more,
  })
  target.addEventListener(
    'keydown',
    (heard) =>
      heed(heard as KeyboardEvent, (action) => {
        if (isKnown) actions.push(action)
        return isKnown
      }),
    { once: true },
  )
  target.dispatchEvent(event)
  return { actions, isTaken: event.defaultPrevented }
}

it('[C34] takes a key from the page when it does something, and no other', () => {
  expect(press('n', new Field())).toEqual({ actions: ['next'], isTaken: true })
  expect(press('n', new Input(true))).toEqual({ actions: ['next'], isTaken: true })
  expect(press('n', new Field(), false)).toEqual({ actions: [], isTaken: false })
  expect(press('Escape', new Field(), false)).toEqual({ actions: [], isTaken: false })
  expect(press('x', new Field())).toEqual({ actions: [], isTaken: false })
})

it('[C34] takes an arrow only where it moves nothing, and selects nothing', () => {
  const next = { actions: ['next'], isTaken: true }
  const nothing = { actions: [], isTaken: false }
  expect(press('ArrowRight', new Part('main'))).toEqual(next)
  expect(press('ArrowRight', new EventTarget())).toEqual(next)
  expect(press('ArrowRight', new Part(), true, { shiftKey: true })).toEqual(nothing)
  for (const moved of ['input', 'textarea', 'select', 'audio', '[role=slider]', '[role=log]']) {
    expect(press('ArrowRight', new Part(moved))).toEqual(nothing)
    expect(press('n', new Part(moved))).toEqual(next)
  }
})

it.each([
  ['a line of text', new Input()],
  ['a message', new Area()],
  ['a list that is searched by letters', new Select()],
])('[C34] leaves letters to %s', (_, target) => {
  expect(press('n', target)).toEqual({ actions: [], isTaken: false })
})

it.each([
  ['is composed', { isComposing: true }],
  ['has just been composed, in Safari', { keyCode: 229 }],
])('[C34] is left to a word that %s', (_, more) => {
  for (const key of ['Escape', 'n'])
    for (const target of [new Field(), new Area()])
      expect(press(key, target, true, more)).toEqual({ actions: [], isTaken: false })
  expect(press('Escape', new Area()).actions).toEqual(['stop'])
})

it('[C34] Esc leads out of a message that is begun, and arms nothing until it is pressed outside', () => {
  const begun = new Area()
  begun.value = 'half a sentence'
  expect(press('Escape', begun, true, { isComposing: true })).toEqual({
    actions: [],
    isTaken: false,
  })
  expect(begun.main.focus).not.toHaveBeenCalled()
  expect(press('Escape', begun)).toEqual({ actions: [], isTaken: true })
  expect(begun.main.focus).toHaveBeenCalledTimes(1)
  expect(press('Escape', new Field()).actions).toEqual(['stop'])

  Object.assign(document, { querySelector: () => ({}) })
  expect(press('Escape', begun)).toEqual({ actions: [], isTaken: false })
  expect(begun.main.focus).toHaveBeenCalledTimes(1)
})

it.each([
  ['asked', { checkVisibility: () => true }],
  ['asked for its place, in Safari before 17.4', { checkVisibility: undefined }],
])(
  '[C37] what goes when it is pressed leaves the keyboard beside it: a browser is %s',
  (_, sight) => {
    let look = (): void => undefined
    Object.assign(globalThis, {
      MutationObserver: class {
        constructor(changed: () => void) {
          look = changed
        }
        observe = () => undefined
      },
    })
    class Shown extends EventTarget {
      isConnected = true
      readonly focus = jest.fn()
      readonly parentElement: Shown | null
      readonly marks: readonly string[]
      constructor(parentElement: Shown | null, ...marks: string[]) {
        super()
        this.parentElement = parentElement
        this.marks = marks
        Object.assign(this, sight)
      }
      matches = (marks: string) => this.marks.includes(marks)
      getClientRects = () => [{}]
    }
    Object.assign(globalThis, { Element: Shown, HTMLElement: Shown })
    const page = new EventTarget()
    const note = new Shown(null, '[tabindex]')
    const button = new Shown(note, ':focus-visible')
    Object.assign(globalThis, {
      addEventListener: page.addEventListener.bind(page),
      document: { body: null, activeElement: null },
    })
    keepFocus()
    const event = new Event('focusin')
    Object.defineProperty(event, 'target', { get: () => button })
    page.dispatchEvent(event)
    look()
    expect(note.focus).not.toHaveBeenCalled()
    button.isConnected = false
    look()
    expect(note.focus).toHaveBeenCalledTimes(1)
  },
)
