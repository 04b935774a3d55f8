/** Advertisements in German. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'Werbung',
  question: (network) =>
    `Hier ist Platz für eine Anzeige. Wird sie geladen, sieht ${network} deine Netzadresse, deinen Browser und dass du diese Seite besuchst.`,
  show: 'Anzeige zeigen',
  refuse: 'Nein, danke',
  frame: (network) => `Anzeige von ${network}`,
  slow: 'Sie lädt nicht. Nichts wartet darauf.',
  hide: 'Anzeige verbergen',
}
