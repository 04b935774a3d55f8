/** The frame of the policy pages, the terms, and the page of what the server can see, in German. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `Dieser Text ist vom ${date}.`,
    translated: (page) =>
      `Das ist eine Übersetzung. Wo sie vom ${page} abweicht, gilt der englische Text.`,
    englishText: 'englischen Text',
    languages: 'Diese Seite in anderen Sprachen',
    questions: 'Fragen',
    noContact: 'Der Betreiber dieses Servers hat noch keinen Kontakt genannt.',
    lobby: 'Zurück zur Lobby',
    chosen: 'Was der Betreiber dieses Servers gewählt hat',
  },
  terms: {
    title: 'Bedingungen',
    who: {
      heading: 'Wer es nutzen darf',
      text: 'Nur wer 18 oder älter ist. Wenn du jünger bist, geh bitte jetzt.',
    },
    conduct: {
      heading: 'Wie wir miteinander umgehen',
      rules: [
        'Nichts Sexuelles gegenüber Menschen, die dem nicht zugestimmt haben.',
        'Keine Belästigung, keine Drohungen, kein Hass.',
        'Kein Spam, kein Betrug, keine Werbung.',
        'Nimm nicht auf und veröffentliche nicht, was dein Gegenüber dir zeigt.',
        'Nichts, was das Gesetz dort verbietet, wo du bist.',
      ],
      leave:
        'Du kannst jederzeit gehen, mit Weiter oder Beenden. Wenn jemand jünger als 18 aussieht oder diese Regeln bricht, drück Melden: der Anruf endet sofort.',
    },
    abuse: {
      heading: 'Was wir gegen Missbrauch tun',
      text: 'Wir begrenzen, wie schnell ein Netz sich verbinden, suchen und melden kann. Wer den Server überflutet, wird getrennt. Wir beobachten keine Gespräche, und wir könnten es nicht.',
    },
    guarantee: {
      heading: 'Keine Gewähr',
      text: 'Wir wissen nicht, wen du treffen wirst, und prüfen nicht, was gesagt wird. Teile nichts, von dem du nicht möchtest, dass ein fremder Mensch es behält.',
    },
  },
  view: {
    title: 'Was der Server sehen kann',
    lead: 'Was irgendjemand über dich erfährt, wenn du diese Website benutzt, eines nach dem anderen: wozu, wo es bleibt und wie lange. Zu jeder Zeile hat das Projekt einen Test, der scheitert, wenn sie nicht stimmt; was von Server zu Server anders ist, kommt aus den Einstellungen von diesem.',
    data: {
      heading: 'Jedes Einzelne über dich',
      what: 'Was',
      why: 'Warum',
      where: 'Wo, und wie lange',
      others: 'Wer noch',
    },
    observers: {
      heading: 'Wer was kann, und wer nicht',
      who: 'Wer',
      can: 'Kann',
      cannot: 'Kann nicht',
    },
    nobody:
      'Niemand kann auslöschen, was ein fremder Mensch gesehen hat, und keine Webseite kann beweisen, dass ihr Server ausliefert, was ihr Quelltext sagt.',
  },
}
