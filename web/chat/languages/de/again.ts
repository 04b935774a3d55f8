/** Undo, Meet again and calm mode in German. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    undo: {
      button: 'Rückgängig',
      hint: 'Zurück zur letzten Person, wenn sie es auch möchte (Taste Z).',
      said: 'Drei Sekunden lang nimmt Z Weiter zurück, wenn dein Gegenüber es auch möchte.',
    },
    back: {
      button: 'Zurückgehen',
      hint: 'Einen Moment lang könnt ihr zwei weitersprechen, wenn beide wollen (Taste Z).',
      said: 'Drei Sekunden lang bringt Z dich zurück, wenn dein Gegenüber es auch möchte.',
    },
  },
  waiting: {
    undo: 'Wenn dein Gegenüber es auch möchte, sprecht ihr gleich wieder.',
    back: 'Wenn dein Gegenüber es auch möchte, sprecht ihr gleich wieder.',
    code: 'Ihr trefft euch, sobald beide die drei Wörter eingegeben haben. Lass diese Seite offen.',
  },
  left: (time) => `Die Wörter gelten noch ${time}.`,
  meet: {
    button: 'Wiedersehen',
    hint: 'Wenn dein Gegenüber es auch drückt, bringen euch drei Wörter wieder zusammen.',
    wished:
      'Du möchtest ein Wiedersehen. Dein Gegenüber erfährt es, wenn es auch Wiedersehen drückt.',
    mutual: 'Ihr wollt euch beide wiedersehen. Diese drei Wörter bringen euch zusammen:',
    alone: 'Wenn dein Gegenüber auch Wiedersehen drückt, bringen euch diese drei Wörter zusammen:',
    until: (time) =>
      `Gültig bis ${time}, einmal und nur in diesem Tab: Schließe ihn nicht und lade ihn nicht neu. Ihr gebt sie beide auf der Startseite ein.`,
    after:
      'Merk sie dir: Sie gelten 15 Minuten nach diesem Anruf, einmal und nur in diesem Tab. Ihr gebt sie beide auf der Startseite ein.',
    close: 'OK',
  },
  entry: {
    open: 'Hast du einen Code? Wiedersehen',
    label: 'Deine drei Wörter',
    hint: 'Der Code gilt nur in diesem Tab: Die Seite behält 15 Minuten lang, was dazu gehört.',
    unknown:
      'Diese Seite kennt keinen solchen Code. Sieh dir die Wörter noch einmal an; vielleicht sind sie auch abgelaufen.',
    button: 'Wiedersehen',
  },
  calm: { wait: (seconds) => `Weiter in ${seconds} s`, over: 'Weiter geht jetzt.' },
}
