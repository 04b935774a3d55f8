/** The sentences of Undo, Meet again and calm mode, in English. */
import type { AgainView } from '../../againView.ts'
import type { Way } from '../../session.ts'

export const againWords = {
  offer: {
    button: 'Go back',
    hints: {
      undo: 'Back to the last stranger, if they wish it too.',
      back: 'For a moment you two can go on, if both wish it.',
    } satisfies Record<NonNullable<AgainView['offer']>, string>,
    said: 'For three seconds you can go back, if the stranger wishes it too.',
    /** Where there is a keyboard. */
    key: 'Press Z.',
  },
  waiting: {
    undo: 'If the stranger wishes it too, you two talk again in a moment.',
    back: 'If the stranger wishes it too, you two talk again in a moment.',
    code: 'You two meet as soon as both have chosen the three words. Keep this page open.',
  } satisfies Record<Way, string>,
  left: (time: string) => `The words are good for ${time} more.`,
  meet: {
    button: 'Meet again',
    hint: 'If the stranger presses it too, three words bring you two together again.',
    wished: 'You would like to meet again. The stranger learns it by pressing Meet again, too.',
    mutual: 'You both want to meet again. These three words bring you together:',
    alone: 'If the stranger presses Meet again, too, these three words bring you together:',
    vain: 'The stranger has already gone on to someone else, so no words lead back this time.',
    until: (time: string) =>
      `Both of you choose them here or on the start screen, once, until ${time}. Do not close or reload this tab: they work nowhere else. If the stranger closes or reloads theirs, they lead nowhere.`,
    after: (minutes: string) =>
      `Both of you choose them on the start screen, once, within ${minutes} minutes after this call. Do not close or reload this tab: they work nowhere else.`,
    close: 'OK',
  },
  entry: {
    open: 'Have three words? Meet again',
    label: 'Your three words',
    hint: 'The words work in this tab only: this page keeps what belongs to them for fifteen minutes.',
    unknown: 'This page does not know these words. Look at them again; they may have ended, too.',
    button: 'Meet again',
    /** Before the words, on what leads to whoever they were made with. */
    last: 'Meet again: the last stranger',
    earlier: 'Meet again: an earlier stranger',
  },
  calm: {
    wait: (time: string) => `Next in ${time}`,
    over: 'Next works now.',
  },
} as const
