import { actionOf, SHORTCUTS, type Action, type Press } from '../../web/chat/shortcuts.ts'
import { visitWords } from '../../web/chat/dictionary.ts'

const press = (key: string, change: Partial<Press> = {}): Press => ({
  key,
  code: '',
  isModified: false,
  isRepeat: false,
  isTyping: false,
  areArrowsTaken: false,
  isDialogOpen: false,
  areLettersOn: true,
  ...change,
})

/** Keys as browsers name them. */
const KEYS: readonly [string, Action][] = [
  ['m', 'mute'],
  ['M', 'mute'],
  ['c', 'camera'],
  ['b', 'blur'],
  ['n', 'next'],
  ['ArrowRight', 'next'],
  ['Escape', 'stop'],
  ['r', 'report'],
  ['t', 'message'],
  ['?', 'help'],
  ['z', 'undo'],
]

describe('a key', () => {
  it.each(KEYS)('%s asks for %s', (key, action) => {
    expect(actionOf(press(key))).toBe(action)
  })

  it.each(KEYS)('%s asks for nothing with a modifier, repeated, or under a dialog', (key) => {
    expect(actionOf(press(key, { isModified: true }))).toBeNull()
    expect(actionOf(press(key, { isRepeat: true }))).toBeNull()
    expect(actionOf(press(key, { isDialogOpen: true }))).toBeNull()
  })

  it.each(KEYS.filter(([key]) => key !== 'Escape'))('%s is a letter while one writes', (key) => {
    expect(actionOf(press(key, { isTyping: true }))).toBeNull()
  })

  it.each(KEYS.filter(([key]) => key !== 'Escape'))(
    '[C34] %s asks for nothing once single keys are switched off',
    (key) => {
      expect(actionOf(press(key, { areLettersOn: false }))).toBeNull()
    },
  )

  it('[C34] an arrow asks for nothing where it moves something, and letters still do', () => {
    expect(actionOf(press('ArrowRight', { areArrowsTaken: true }))).toBeNull()
    expect(actionOf(press('n', { areArrowsTaken: true }))).toBe('next')
    expect(actionOf(press('ArrowLeft'))).toBeNull()
  })

  it.each([
    ['ь', 'KeyM', 'mute'],
    ['Т', 'KeyN', 'next'],
    ['ى', 'KeyN', 'next'],
    ['ψ', 'KeyC', 'camera'],
    // Vowel signs stand on such keys of Hindi.
    ['ी', 'KeyR', 'report'],
    ['ू', 'KeyT', 'message'],
    ['؟', 'Slash', 'help'],
    // Latin letters are where their own keyboard has them.
    ['n', 'KeyL', 'next'],
    ['è', 'KeyT', null],
    ['ı', 'KeyR', null],
    ['ñ', 'Semicolon', null],
    ['ж', 'Semicolon', null],
    ['لا', 'KeyN', null],
    ['€', 'KeyM', null],
    ['Dead', 'KeyN', null],
    ['Process', 'KeyN', null],
  ] as const)('[C34] %s at %s asks for %s', (key, code, action) => {
    expect(actionOf(press(key, { code }))).toBe(action)
  })

  it('[C34] Escape leaves also while one writes, and with single keys off', () => {
    expect(actionOf(press('Escape', { isTyping: true }))).toBe('stop')
    expect(actionOf(press('Escape', { areLettersOn: false }))).toBe('stop')
  })

  it.each(['Enter', ' ', 'Tab', 'a', 'Esc', 'F1', 'Dead', '', 'constructor'])(
    '"%s" asks for nothing',
    (key) => {
      expect(actionOf(press(key))).toBeNull()
    },
  )
})

describe('the shortcuts', () => {
  it('have a key each, an action each, and a row of help each', () => {
    const actions = SHORTCUTS.map(({ action }) => action)
    expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length)
    expect(new Set(actions).size).toBe(SHORTCUTS.length)
    expect(Object.keys(visitWords.help.rows).toSorted()).toEqual(actions.toSorted())
    expect(Object.values(visitWords.help.rows).every((row) => /\w/.test(row))).toBe(true)
  })

  it('are shown as they are pressed', () => {
    const labels: Record<string, string> = { escape: 'Esc', arrowright: '→' }
    for (const shortcut of SHORTCUTS)
      for (const { key, keyLabel } of [shortcut, shortcut.other ?? shortcut])
        expect(labels[key] ?? key.toUpperCase()).toBe(keyLabel)
  })

  it('are those tested here', () => {
    const keys = SHORTCUTS.flatMap(({ key, other }) => [key, other?.key ?? []].flat())
    expect(keys.toSorted()).toEqual([...new Set(KEYS.map(([key]) => key.toLowerCase()))].toSorted())
  })
})
