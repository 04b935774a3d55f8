/** The sentences for shy and careful people, loaded with the screens. */
import type { Trouble } from '../../liveness.ts'
import type { Reveal } from '../../reveal.ts'
import type { PictureChoice } from '../../settings.ts'

export const kindWords = {
  reveal: {
    both: 'Both pictures are blurred until you both press Reveal.',
    waiting: 'You have pressed Reveal; waiting for the stranger.',
    asked: 'The stranger would like to reveal.',
    press: 'Reveal',
    takeBack: 'Stay blurred',
    again: 'Blur again',
    clear: 'You see each other clearly now.',
    closed: {
      us: 'You are blurred again.',
      stranger: 'The stranger is blurred again, and so are you.',
    } satisfies Record<NonNullable<Reveal['closedBy']>, string>,
    shareLater: 'Share screen: once you have both revealed',
    floatLater: 'Picture in picture: once you have both revealed',
  },
  picture: {
    legend: 'What the stranger sees of you',
    choices: {
      camera: { label: 'Your camera', hint: 'As it is, or blurred where you began blurred.' },
      soft: { label: 'Soft focus', hint: 'All of it softened: light and movement, no details.' },
      shape: {
        label: 'A drawn shape',
        hint: 'Your camera is off; the shape moves a little with your voice.',
      },
    } satisfies Record<PictureChoice, { label: string; hint: string }>,
  },
  question: {
    ask: 'Give us a question',
    short: 'Question',
    pause: 'Question: the next one in a moment',
    intro: 'A question for both of you',
  },
  liveness: {
    black: 'No live picture: it is black.',
    frozen: 'No live picture: it does not move.',
    looping: 'No live picture: it repeats itself.',
  } satisfies Record<Trouble, string>,
  stranger: {
    soft: 'The stranger’s picture is softened',
    shape: 'The stranger shows a drawn shape',
  },
} as const
