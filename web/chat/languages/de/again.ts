/** Undo, Meet again and calm mode in German. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Zurück',
    hints: {
      undo: 'Zurück zur letzten Person, wenn sie es auch möchte.',
      back: 'Einen Moment lang könnt ihr zwei weitersprechen, wenn beide wollen.',
    },
    said: 'Drei Sekunden lang kannst du zurück, wenn dein Gegenüber es auch möchte.',
    key: 'Drück Z.',
  },
  waiting: {
    undo: 'Wenn dein Gegenüber es auch möchte, sprecht ihr gleich wieder.',
    back: 'Wenn dein Gegenüber es auch möchte, sprecht ihr gleich wieder.',
    code: 'Ihr trefft euch, sobald beide die drei Wörter gewählt haben. Lass diese Seite offen.',
  },
  left: (time) => `Die Wörter gelten noch ${time}.`,
  meet: {
    button: 'Wiedersehen',
    hint: 'Wenn dein Gegenüber es auch drückt, bringen euch drei Wörter wieder zusammen.',
    wished:
      'Du möchtest ein Wiedersehen. Dein Gegenüber erfährt es, wenn es auch Wiedersehen drückt.',
    mutual: 'Ihr wollt euch beide wiedersehen. Diese drei Wörter bringen euch zusammen:',
    alone: 'Wenn dein Gegenüber auch Wiedersehen drückt, bringen euch diese drei Wörter zusammen:',
    vain: 'Dein Gegenüber ist schon weitergezogen. Diesmal führen keine Wörter zurück.',
    until: (time) =>
      `Ihr wählt sie beide hier oder auf der Startseite, einmal, bis ${time}. Schließ diesen Tab nicht und lade ihn nicht neu: Anderswo gelten sie nicht. Schließt dein Gegenüber die Seite oder lädt sie neu, führen sie nirgendwohin.`,
    after: (minutes) =>
      `Ihr wählt sie beide auf der Startseite, einmal, bis ${minutes} Minuten nach diesem Anruf. Schließ diesen Tab nicht und lade ihn nicht neu: Anderswo gelten sie nicht.`,
    close: 'OK',
  },
  entry: {
    open: 'Hast du drei Wörter? Wiedersehen',
    label: 'Deine drei Wörter',
    hint: 'Die Wörter gelten nur in diesem Tab: Die Seite behält fünfzehn Minuten lang, was dazu gehört.',
    unknown:
      'Diese Seite kennt diese Wörter nicht. Sieh sie dir noch einmal an; vielleicht sind sie auch abgelaufen.',
    button: 'Wiedersehen',
    last: 'Wiedersehen: letzte Person',
    earlier: 'Wiedersehen: frühere Person',
  },
  calm: { wait: (time) => `Weiter in ${time}`, over: 'Weiter geht jetzt.' },
}
