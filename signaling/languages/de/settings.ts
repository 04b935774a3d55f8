/** What the operator chose, in German. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'Keine',
  calls: {
    name: 'Anrufe',
    choice: 'Direkt, oder über das Relais dieses Servers für alle, die ihre Adresse verbergen',
    always: 'Immer über das Relais dieses Servers',
    never: 'Direkt, oder über das Relais dieses Servers, wo es keinen direkten Weg gibt',
    direct: 'Direkt: dieser Server hat kein Relais',
  },
  stun: 'Hilfe beim Finden eines direkten Weges (STUN)',
  turn: 'Weiterleitung (Relais, TURN)',
  limits: {
    name: 'Grenzen für ein Netz',
    visits: (figure) => ({ one: `${figure} Besuch`, other: `${figure} Besuche` }),
    searches: (figure) => ({ one: `${figure} Suche`, other: `${figure} Suchen` }),
    reports: (figure) => ({ one: `${figure} Meldung`, other: `${figure} Meldungen` }),
    pages: (figure) => ({ one: `${figure} Seite`, other: `${figure} Seiten` }),
    all: (visits, searches, reports, pages) =>
      `${visits} und ${searches} in der Minute, ${reports} in der Stunde, ${pages} zugleich, die noch mit niemandem gesprochen haben`,
  },
  excess: {
    name: 'Netze, die zu viel tun',
    blocked: 'Eine Weile gebremst oder ausgesperrt',
    byHand: 'Begrenzt; ausgesperrt nur, wenn ein Mensch es entschieden hat',
    limited: 'Begrenzt, aber nicht ausgesperrt',
  },
  span: {
    name: 'Wie lange Netze ausgesperrt werden',
    blocked: (longest) => `Höchstens ${longest}, oder 30 Tage, wenn ein Mensch es entschieden hat`,
    byHand: 'Höchstens 30 Tage, wenn ein Mensch es entschieden hat',
    never: 'Gar nicht',
  },
  reports: 'Wie lange Meldungen gemerkt werden',
  alerts: {
    name: 'Warnungen an einen Ort außerhalb dieses Servers',
    on: 'Dass etwas geschah, und wie oft',
    maybe: 'Falls der Betreiber das eingerichtet hat: dass etwas geschah, und wie oft',
  },
  kept: {
    name: 'Von Besuchern aufbewahrt',
    blocks: 'Nichts, außer den Netzen, die ausgesperrt sind, danach in unkenntlich gemachter Form',
    nothing: 'Nichts',
  },
  advertising: {
    name: 'Werbung',
    off: 'Aus',
    on: (network, from) =>
      `Von ${network}, geladen von ${from}, wenn du zustimmst, nur auf der ersten und der letzten Ansicht`,
  },
}
