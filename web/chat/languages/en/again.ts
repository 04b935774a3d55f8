/** The sentences of Undo, Meet again and calm mode, in English. */
import type { AgainView } from '../../againView.ts'
import type { Way } from '../../session.ts'

interface Offer {
  readonly button: string
  readonly hint: string
  readonly said: string
}

export const againWords = {
  offer: {
    undo: {
      button: 'Undo',
      hint: 'Back to the last stranger, if they wish it too (key Z).',
      said: 'For three seconds, Z undoes Next, if the stranger wishes it too.',
    },
    back: {
      button: 'Go back',
      hint: 'For a moment you two can go on, if both wish it (key Z).',
      said: 'For three seconds, Z takes you back, if the stranger wishes it too.',
    },
  } satisfies Record<NonNullable<AgainView['offer']>, Offer>,
  waiting: {
    undo: 'If the stranger wishes it too, you two talk again in a moment.',
    back: 'If the stranger wishes it too, you two talk again in a moment.',
    code: 'You two meet as soon as both have entered the three words. Keep this page open.',
  } satisfies Record<Way, string>,
  left: (time: string) => `The words are good for ${time} more.`,
  meet: {
    button: 'Meet again',
    hint: 'If the stranger presses it too, three words bring you two together again.',
    wished: 'You would like to meet again. The stranger learns it by pressing Meet again, too.',
    mutual: 'You both want to meet again. These three words bring you together:',
    alone: 'If the stranger presses Meet again, too, these three words bring you together:',
    until: (time: string) =>
      `Good until ${time}, once, and in this tab only: do not close or reload it. Both of you enter them on the start screen.`,
    after:
      'Keep them in mind: good for 15 minutes after this call, once, and in this tab only. Both of you enter them on the start screen.',
    close: 'OK',
  },
  entry: {
    open: 'Have a code? Meet again',
    label: 'Your three words',
    hint: 'The code works in this tab only: this page keeps what belongs to it for 15 minutes.',
    unknown: 'This page has no such code. Look at the words again; they may have ended, too.',
    button: 'Meet again',
  },
  calm: {
    wait: (seconds: number) => `Next in ${seconds} s`,
    over: 'Next works now.',
  },
} as const
