/** A search, a call and its end in German. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: 'Dürfen wir Kamera und Mikrofon benutzen?',
    text: 'Dein Browser fragt dich jetzt. Bild und Stimme gehen nur an dein Gegenüber, nie an unseren Server.',
    audioOnly: 'Nur mit Ton weiter',
    without: 'Ohne Kamera und Mikrofon weiter',
    withoutHint:
      'Auch ohne Kamera und Mikrofon kannst du dein Gegenüber sehen und hören, und schreiben.',
    cancel: 'Abbrechen',
    retry: 'Noch einmal',
    voiceTitle: 'Dürfen wir dein Mikrofon benutzen?',
    voiceText:
      'Dein Browser fragt dich jetzt. Deine Stimme geht nur an dein Gegenüber, nie an unseren Server. Deine Kamera bleibt aus.',
    drawn: 'Als gezeichnete Form weiter',
    drawnUnheard: 'Als gezeichnete Form weiter, ohne Mikrofon',
  },
  deviceProblem: {
    denied: {
      title: 'Die Kamera ist gesperrt',
      text: 'Erlaube dieser Seite Kamera und Mikrofon in den Einstellungen des Browsers und versuche es noch einmal.',
    },
    inUse: {
      title: 'Die Kamera ist belegt',
      text: 'Ein anderes Programm oder ein anderer Tab benutzt Kamera oder Mikrofon. Schließe es und versuche es noch einmal.',
    },
    notFound: {
      title: 'Keine Kamera, kein Mikrofon gefunden',
      text: 'Schließe etwas an und versuche es noch einmal. Oder mach ohne weiter.',
    },
    insecure: {
      title: 'Diese Seite kam unverschlüsselt',
      text: 'Browser geben die Kamera nur sicheren Seiten. Öffne diese Adresse mit https oder mach ohne weiter.',
    },
    unplugged: {
      title: 'Ein Gerät wurde getrennt',
      text: 'Schließe Kamera oder Mikrofon wieder an und versuche es noch einmal.',
    },
    unknown: {
      title: 'Die Kamera ging nicht an',
      text: 'Versuche es noch einmal oder mach ohne sie weiter.',
    },
    microphoneDenied: {
      title: 'Das Mikrofon ist gesperrt',
      text: 'Damit man dich hört, erlaube dieser Seite das Mikrofon in den Einstellungen des Browsers und versuche es noch einmal.',
    },
    microphoneInUse: {
      title: 'Das Mikrofon ist belegt',
      text: 'Damit man dich hört, schließe das andere Programm oder den anderen Tab mit dem Mikrofon und versuche es noch einmal.',
    },
    microphoneUnknown: {
      title: 'Das Mikrofon ging nicht an',
      text: 'Damit man dich hört, versuche es noch einmal. Oder mach ohne Stimme weiter.',
    },
    noMicrophone: {
      title: 'Kein Mikrofon gefunden',
      text: 'Damit man dich hört, schließe ein Mikrofon an und versuche es noch einmal.',
    },
    noCamera: {
      title: 'Keine Kamera gefunden',
      text: 'Damit man dich sieht, schließe eine Kamera an und versuche es noch einmal.',
    },
  },
  relay: {
    away: 'Ein direkter Anruf zeigt deinem Gegenüber deine Netzadresse. Das Relais, das sie verbirgt, antwortet gerade nicht.',
    full: 'Ein direkter Anruf zeigt deinem Gegenüber deine Netzadresse. Das Relais, das sie verbirgt, hat gerade keinen Platz für dein Netz.',
    hiddenAway:
      'Das Relais, das deine Adresse verbirgt, antwortet gerade nicht. So wäre kein Anruf möglich.',
    hiddenFull: 'Das Relais, das deine Adresse verbirgt, hat gerade keinen Platz für dein Netz.',
    check: 'Erneut prüfen',
  },
  search: {
    title: 'Wir suchen jemanden…',
    titleInterests: (interests) => `Wir suchen jemanden, der das mag: ${interests}`,
    connecting: 'Verbinde…',
    keepOpen: 'Lass diese Seite offen. Du kannst jederzeit gehen.',
    hint: 'Wir suchen noch. Gerade ist es ruhig.',
    hintAnyone: 'Wir suchen noch. Gerade ist es ruhig: Es darf jeder sein, was immer er mag.',
    cancel: 'Abbrechen',
    atStart: 'Du bist wieder am Anfang.',
  },
  notice: {
    couldNotConnect: 'Ihr zwei ließt euch nicht verbinden. Wir suchen jemand anderen.',
    notBack: 'Ihr zwei kamt nicht zusammen zurück. Wir suchen jemand anderen.',
    reconnecting: 'Der Server ist nicht erreichbar. Wir versuchen es wieder; deine Suche läuft.',
    updating: 'Der Server wird aktualisiert. Gleich geht es weiter; deine Suche läuft.',
    crowded: 'Gerade ist sehr viel los. Wir versuchen es wieder.',
    slowed:
      'Aus deinem Netz kommen viele Suchen, darum wartet diese ein paar Sekunden, während dein Gerät ein wenig rechnet. Das bremst Fluten; es ist keine Prüfung für dich.',
  },
  returning: {
    undo: 'Es geht zurück…',
    back: 'Es geht zurück…',
    code: 'Wir warten auf dein Gegenüber…',
  },
  call: {
    label: 'Anruf',
    stranger: 'Dein Gegenüber',
    you: 'Du',
    pairing: 'Da ist jemand. Verbinde…',
    pairingAgain: 'Das ging nicht. Noch ein Versuch…',
    connected: 'Du sprichst mit jemandem. Sag hallo.',
    connectedBy: (common) => `Du sprichst mit jemandem. ${common} Sag hallo.`,
    common: (what) => `Ihr mögt beide ${what}.`,
    commonLanguage: (what) => `Ihr sprecht beide ${what}.`,
    away: 'Dein Gegenüber schaut gerade nicht her…',
    back: 'Dein Gegenüber ist zurück. Ihr sprecht wieder.',
    recovering: 'Die Verbindung riss ab. Wir holen dein Gegenüber zurück…',
    serverLost: 'Der Server ist weg. Dein Anruf geht ohne ihn weiter.',
    serverUpdating: 'Der Server wird aktualisiert. Dein Anruf geht ohne ihn weiter.',
    cameraOff: 'Die Kamera deines Gegenübers ist aus',
    ownCameraOff: 'Deine Kamera ist aus',
    ownOnly: 'Das siehst nur du.',
    microphoneOff: 'Dein Gegenüber ist stumm',
    turnSoundOn: 'Ton einschalten',
    moveSelf: 'Dein Bild verschieben',
    hideSelf: 'Dein Bild verstecken',
    showSelf: 'Dein Bild zeigen',
    armed: 'Drücke noch einmal Esc, um zu gehen',
  },
  together: (title, text) => `${title}. ${text}`,
  ended: {
    skipped: {
      title: 'Dein Gegenüber ist weitergezogen',
      text: 'Die Person wollte jemand anderen treffen.',
    },
    left: { title: 'Dein Gegenüber ist gegangen', text: 'Die Person hat das Gespräch beendet.' },
    lost: {
      title: 'Die Verbindung ging verloren',
      text: 'Dein Gegenüber war nicht mehr zu erreichen. Es kann am anderen Netz liegen oder an deinem.',
    },
    away: {
      title: 'Du warst weg',
      text: 'Diese Seite war zwei Minuten lang nicht zu sehen, darum endete das Gespräch.',
    },
    strangerAway: {
      title: 'Dein Gegenüber kam nicht zurück',
      text: 'Die andere Seite war zwei Minuten lang nicht zu sehen, darum endete das Gespräch.',
    },
    stopped: {
      title: 'Du bist gegangen',
      text: 'Das Gespräch ist aus beiden Browsern verschwunden.',
    },
    reported: {
      title: 'Du hast den Anruf beendet',
      text: 'Du hast dein Gegenüber gemeldet.',
    },
    tampered: {
      title: 'Die Vorstellung wurde verändert',
      text: 'Unterwegs hat etwas verändert, was eure Browser einander sagten. Darum haben wir euch nicht verbunden.',
    },
    tooManySearches: {
      title: 'Etwas langsamer, bitte',
      text: 'Aus deinem Netz kamen viele Suchen. Bitte warte einen Moment.',
    },
    blocked: {
      title: 'Dein Netz ist vorerst gesperrt',
      text: 'Vielleicht wegen etwas, das jemand anderes in deinem Netz getan hat.',
    },
    outdated: {
      title: 'Diese Seite ist veraltet',
      text: 'Lade sie neu, um die neue Fassung zu bekommen.',
    },
    differed: {
      title: 'Jemand steht zwischen euch',
      text: 'Ihr habt verschiedene Symbole gesehen: Was ihr hier sagt, kann unterwegs gelesen werden. Verlass diese Seite und sag es weiter: Wer sie betreibt, steht unter Datenschutz.',
    },
    noRelay: {
      title: 'Das Relais antwortet nicht',
      text: 'Nur durch das Relais bleibt deine Adresse verborgen, darum endete der Anruf hier. Nichts ging direkt an dein Gegenüber.',
    },
    relayFull: {
      title: 'Das Relais ist voll',
      text: 'Es hat gerade keinen Platz mehr für dein Netz, und nur so bleibt deine Adresse verborgen. Versuche es in ein paar Minuten wieder.',
    },
    apart: {
      title: 'Ihr zwei konntet nicht verbunden werden',
      text: 'Eure Browser fanden keinen Weg zueinander. Die drei Wörter gelten weiter: Wähl sie auf der Startseite noch einmal.',
    },
    codeOver: {
      title: 'Deine drei Wörter sind abgelaufen',
      text: 'Fünfzehn Minuten sind um, und dein Gegenüber kam nicht.',
    },
    unsupported: {
      title: 'Anrufe gehen hier nicht',
      text: 'Dieser Browser kann keine privaten Anrufe. Versuche einen anderen Browser.',
    },
  },
  reportResult: {
    sending: 'Deine Meldung wird gesendet…',
    accepted:
      'Danke. Deine Meldung wurde gezählt: Ihr begegnet euch nicht wieder, solange ihr beide hier seid.',
    lapsed:
      'Zu spät: Der Server erinnert sich nicht mehr an diese Person, die Meldung zählt nicht.',
    tooMany:
      'Aus deinem Netz kamen in der letzten Stunde viele Meldungen, darum zählt diese nicht.',
  },
}
