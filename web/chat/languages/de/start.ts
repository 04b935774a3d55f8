/** The start screen in German. */
import type { Start } from '../shape.ts'

export const startWords: Start['startWords'] = {
  name: 'P2P Chat',
  promise: 'Sprich mit jemandem, den du nicht kennst. Direkt. Nichts wird aufbewahrt.',
  start: {
    mode: 'Wie ihr euch trefft',
    video: 'Mit Bild',
    text: 'Nur Text',
    interests: 'Interessen',
    optional: 'freiwillig',
    interestsHint: 'Enter oder ein Komma fügt eines hinzu. Höchstens zehn.',
    addInterest: 'Interesse hinzufügen',
    interestsFull: 'Das sind zehn. Entferne eines, um ein anderes hinzuzufügen.',
    interestTooLong: (most) => `Ein Interesse hat höchstens ${most} Zeichen.`,
    remove: (what) => `${what} entfernen`,
    languages: 'Sprachen',
    addLanguage: 'Hinzufügen…',
    nickname: 'Spitzname',
    nicknameHint: 'Geht nur an dein Gegenüber.',
    adultBefore: (age) => `Ich bin mindestens ${age} und stimme den `,
    terms: 'Bedingungen',
    adultAfter: ' zu.',
    adultNeeded: (age) =>
      `Bitte bestätige, dass du mindestens ${age} bist und den Bedingungen zustimmst.`,
    find: 'Jemanden finden',
    blur: 'Unscharf anfangen',
    blurHint: 'Niemand ist deutlich zu sehen, bis ihr beide auf „Zeigen“ drückt.',
    hide: 'Meine Adresse verbergen',
    address: 'Ein direkter Anruf zeigt deinem Gegenüber deine Netzadresse.',
    hidden: 'Anrufe laufen über das Relais dieser Seite, also sieht niemand deine Netzadresse.',
    alwaysHidden: 'Hier läuft jeder Anruf über das Relais: Niemand sieht deine Adresse.',
    noRelay:
      'Ein direkter Anruf zeigt deinem Gegenüber deine Netzadresse. Diese Seite hat kein Relais, das sie verbirgt.',
    neverHidden:
      'Ein direkter Anruf zeigt deinem Gegenüber deine Netzadresse. Diese Seite verbirgt keine Adressen.',
    devices: 'Kamera und Ton',
    askView: 'Was der Server jetzt über mich weiß',
    online: (figure) => ({
      one: `${figure} Mensch ist hier`,
      other: `${figure} Menschen sind hier`,
    }),
    calm: 'Ruhig',
    calmHint: 'Mindestens zehn Sekunden mit jeder Person, und zuerst andere Ruhige.',
    keep: 'Diese Seite auf dem Gerät behalten',
    offline: 'Keine Verbindung zum Server. Der nächste Versuch kommt von selbst.',
    updating: 'Der Server wird aktualisiert. Gleich geht es weiter.',
  },
  footer: {
    label: 'Über diese Seite',
    language: 'Sprache dieser Seite',
    serverView: 'Was der Server sehen kann',
    privacy: 'Datenschutz',
    terms: 'Bedingungen',
    version: (version) => `v${version}`,
  },
  broken: {
    title: 'Auf dieser Seite ging etwas schief',
    text: 'Ein Teil konnte nicht geladen oder gezeigt werden. Lade sie neu, um weiterzumachen; nichts wurde irgendwohin geschickt.',
    reload: 'Neu laden',
  },
}
