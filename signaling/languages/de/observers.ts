/** Who can do what, and who cannot, in German. */
import type { Words } from '../shape.ts'

const anybody = (cannot: string) => ({
  who: 'Alle anderen',
  can: 'Diese Seite sehen, und wie viele Menschen hier sind, in Schritten von 8',
  cannot,
})

export const observers: Words['observers'] = {
  stranger: {
    who: 'Dein Gegenüber',
    can: 'Sehen und behalten, was du zeigst, sagst und schreibst; deine Netzadresse sehen, wenn du sie nicht verbirgst',
    cannot:
      'Deine Adresse sehen, wenn du sie verbirgst; eine Nummer oder einen Namen erfahren, um dich wiederzuerkennen; deine Seite zu irgendetwas bringen',
  },
  operator: {
    who: 'Wer diesen Server betreibt',
    can: 'Adressen sehen, solange jemand verbunden ist, sie zählen und Netze aussperren; dir eine andere Seite als die dieses Projekts ausliefern',
    cannot:
      'Ein Gespräch unbemerkt lesen, hören oder sehen: vergleicht die Symbole, und jemand in der Mitte fällt auf; später nachsehen, wer wen getroffen hat, solange hier der Server dieses Projekts läuft: ein anderer könnte es behalten, und niemand sähe es',
  },
  stun: {
    who: 'Der STUN-Server, der Browsern ihre öffentliche Adresse sagt',
    can: 'Deine Netzadresse sehen, und wann du suchst, wenn du sie nicht verbirgst; daraus schließen, wer diese Website benutzt',
    cannot: 'Sehen, wen du triffst, oder etwas von einem Anruf: nichts davon geht diesen Weg',
  },
  relay: {
    who: 'Das Relais',
    can: 'Beide Adressen sehen, wann, und wie viel',
    cannot: 'Sehen, was es ist: es gibt weiter, was eure Browser versiegelt haben',
  },
  ads: {
    who: 'Das Werbenetzwerk, sobald du seiner Werbung zugestimmt hast',
    can: 'Deine Netzadresse sehen, welchen Browser du benutzt, und dass du diese Website besuchst; sein eigenes Programm in einem geschlossenen Rahmen ausführen, in dem noch kein Browser es hindert, mit WebRTC weitere deiner Adressen zu erfahren; eine Seite öffnen, wenn du darauf klickst',
    cannot:
      'Die Seite ringsum erreichen, ein Gespräch, Kamera, Mikrofon, Bildschirm, Standort oder etwas Gespeichertes; während einer Suche oder eines Anrufs da sein; etwas erfahren, bevor du zustimmst',
  },
  network: {
    who: 'Dein Netz, oder ein VPN',
    can: 'Sehen, dass du diese Website benutzt, und dass ein Anruf stattfindet; bei einem direkten Anruf auch die Adresse deines Gegenübers, wann, und wie viel',
    cannot: 'Etwas davon lesen',
  },
  disk: {
    who: 'Wer die Festplatte des Servers an sich nimmt',
    can: 'Netze finden, die gerade ausgesperrt sind, und durch Probieren, welche es in den letzten 90 Tagen waren, wenn der Schlüssel dabeilag; finden, was Operatoren getan haben',
    cannot:
      'Die Adresse irgendeines anderen Besuchers finden, ein Gespräch, oder wer wen getroffen hat: das war nie darauf',
  },
  anybody: anybody(
    'Erfahren, dass du hier bist: diese Website sagt es niemandem und lädt nichts von anderswo',
  ),
  anybodyAds: anybody(
    'Erfahren, dass du hier bist: diese Website sagt es niemandem und lädt nichts von anderswo, bis du einer Werbung zustimmst',
  ),
  anybodyHelped: anybody(
    'Erfahren, dass du hier bist: diese Website sagt es niemandem außer den hier genannten Servern und lädt nichts von anderswo',
  ),
  anybodyHelpedAds: anybody(
    'Erfahren, dass du hier bist: diese Website sagt es niemandem außer den hier genannten Servern und lädt nichts von anderswo, bis du einer Werbung zustimmst',
  ),
}
