/** For shy and careful people, in German. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'Beide Bilder sind unscharf, bis ihr beide auf „Zeigen“ drückt.',
    waiting: 'Du hast „Zeigen“ gedrückt; jetzt wartest du auf dein Gegenüber.',
    asked: 'Dein Gegenüber möchte sich zeigen.',
    press: 'Zeigen',
    takeBack: 'Unscharf bleiben',
    again: 'Wieder unscharf',
    clear: 'Ihr seht euch jetzt klar.',
    closed: {
      us: 'Du bist wieder unscharf.',
      stranger: 'Dein Gegenüber ist wieder unscharf, und du auch.',
    },
    shareLater: 'Bildschirm teilen: sobald ihr euch beide gezeigt habt',
    floatLater: 'Bild im Bild: sobald ihr euch beide gezeigt habt',
  },
  picture: {
    legend: 'Was dein Gegenüber von dir sieht',
    choices: {
      camera: {
        label: 'Deine Kamera',
        hint: 'So, wie sie ist, oder unscharf, wenn du so angefangen hast.',
      },
      soft: {
        label: 'Weichzeichner',
        hint: 'Alles wird weich: Licht und Bewegung, keine Einzelheiten.',
      },
      shape: {
        label: 'Eine gezeichnete Form',
        hint: 'Deine Kamera ist aus; die Form bewegt sich ein wenig mit deiner Stimme.',
      },
    },
  },
  question: {
    ask: 'Gib uns eine Frage',
    short: 'Frage',
    pause: 'Frage: gleich die nächste',
    intro: 'Eine Frage für euch beide',
  },
  liveness: {
    black: 'Kein lebendiges Bild: Es ist schwarz.',
    frozen: 'Kein lebendiges Bild: Es bewegt sich nicht.',
    looping: 'Kein lebendiges Bild: Es wiederholt sich.',
  },
  stranger: {
    soft: 'Das Bild deines Gegenübers ist weichgezeichnet',
    shape: 'Dein Gegenüber zeigt eine gezeichnete Form',
  },
}
