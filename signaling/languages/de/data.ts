/** Each thing about a visitor, in German. */
import type { Words } from '../shape.ts'

const stranger = 'Dein Gegenüber'
const nobody = 'Niemand'
const sent = 'Nie: sie gehen an dein Gegenüber, von Browser zu Browser'

export const data: Words['data'] = {
  address: {
    what: 'Deine Netzadresse',
    why: 'Um dir zu antworten und Missbrauch zu begrenzen',
    where:
      'Im Arbeitsspeicher, solange du verbunden bist, und bis 60 Sekunden, nachdem die Seite deines letzten Gegenübers euer Gespräch beendet hat, damit es dich noch melden kann; eine Stunde, wenn dein Netz etwas Auffälliges getan hat. Die Begrenzungen behalten bis zu einer Stunde lang eine unkenntlich gemachte Form, und wie oft sie etwas verlangt hat; nginx, wo es vor diesem Server steht, behält die Adresse selbst im Arbeitsspeicher, bis neuere sie verdrängen',
    others: 'Dein Gegenüber, wenn du sie nicht verbirgst',
  },
  consent: {
    what: 'Dass du sagst, du bist 18 oder älter und nimmst die Bedingungen eines bestimmten Datums an',
    why: 'Ohne das wird niemand vorgestellt',
    where:
      'Ja oder nein, im Arbeitsspeicher, solange du verbunden bist; das Datum wird mit dem der Bedingungen verglichen und nicht aufbewahrt',
    others: nobody,
  },
  block: {
    what: 'Die Adresse eines Netzes, das den Server überflutet oder das mehrere Fremde gemeldet haben',
    why: 'Um es eine Weile zu bremsen oder auszusperren',
    where:
      'Auf der Sperrliste, mit Grund und Ende; wie lange das sein kann, steht unten; danach in unkenntlich gemachter Form, höchstens 90 Tage',
    others: 'Operatoren',
  },
  shared: {
    what: 'Dass du deine Adresse anscheinend mit anderen teilst',
    why: 'Damit niemand für das gesperrt wird, was ein Nachbar tut',
    where: 'Eine Zahl im Arbeitsspeicher, solange du verbunden bist',
    others: nobody,
  },
  place: {
    what: 'Ob deine Adresse als eine aus einem privaten Netz gilt, und ob für sie hier noch ein Platz frei war',
    why: 'Damit Browser in einem Haus einander erreichen und niemand alle Plätze belegt',
    where: 'Ja oder nein, im Arbeitsspeicher, solange du verbunden bist',
    others: nobody,
  },
  promise: {
    what: 'Ob deine Suche ein Bild verspricht',
    why: 'Damit niemandem ein fehlendes Bild vorgehalten wird, das nie versprochen war',
    where: 'Ja oder nein, im Arbeitsspeicher, bis zu deiner nächsten Suche oder bis du gehst',
    others: nobody,
  },
  steady: {
    what: 'Ob du eine Weile mit jemandem gesprochen hast, wie Menschen es tun',
    why: 'Damit du eigene Grenzen hast, was andere hinter derselben Adresse auch tun',
    where: 'Ja oder nein, im Arbeitsspeicher, solange du verbunden bist',
    others: nobody,
  },
  kept: {
    what: 'Ob ein versprochenes Bild bei deinem Gegenüber ankam, und ob einer von euch den anderen sofort verließ',
    why: 'Um Programme zu bemerken, die sich als Menschen ausgeben',
    where:
      'Ja oder nein, im Arbeitsspeicher, unter unkenntlich gemachten Formen beider Adressen, bis eine halbe Stunde, nachdem ihr beide gegangen seid',
    others: nobody,
  },
  wish: {
    what: 'Video oder Text, ruhig oder nicht, deine Interessen und Sprachen',
    why: 'Um jemanden zu finden, der passt',
    where: 'Im Arbeitsspeicher, solange du suchst',
    others: 'Dein Gegenüber: Interessen und Sprachen, die ihr beide gewählt habt',
  },
  token: {
    what: 'Ein Zufallszeichen, wenn deine Seite dasselbe Gegenüber wiedertreffen will',
    why: 'Um genau euch beide zusammenzubringen: nach einer abgerissenen Verbindung, wenn ihr beide Weiter rückgängig macht, oder mit den drei Wörtern von Wiedersehen',
    where: 'Im Arbeitsspeicher, jedes Mal höchstens 20 Sekunden, wenn deine Seite es vorzeigt',
    others: nobody,
  },
  key: {
    what: 'Ein öffentlicher Schlüssel, für jede Suche neu gemacht',
    why: 'Damit eure beiden Browser versiegeln können, was sie über diesen Server sagen',
    where:
      'Im Arbeitsspeicher, solange du suchst; er ist kein Name: die nächste Suche hat einen anderen',
    others: stranger,
  },
  files: {
    what: 'Die Dateien dieser Seite, wenn du „Diese Seite auf dem Gerät behalten“ drückst',
    why: 'Damit sie sich ohne Netz öffnet',
    where:
      'In deinem Browser, bis du sie dort entfernst; sie sind für alle dieselben, ohne etwas von dir oder einem Gespräch. Dein Browser fragt den Server danach, und bei späteren Besuchen nach neueren; der Server merkt sich keines von beidem',
    others: 'Wer deinen Browser benutzt, kann herausfinden, dass du die Seite behalten hast',
  },
  met: {
    what: 'Dass du jemanden getroffen hast',
    why: 'Damit du nicht gleich wieder dieselbe Person triffst',
    where: 'Im Arbeitsspeicher, unter einer Zufallszahl, höchstens 10 Minuten',
    others: nobody,
  },
  last: {
    what: 'Ein Zeichen für dein letztes Gegenüber',
    why: 'Damit du es noch melden kannst',
    where: 'Im Arbeitsspeicher, 60 Sekunden nach dem Gespräch',
    others: nobody,
  },
  report: {
    what: 'Dass du jemanden meldest, und warum',
    why: 'Um auszusperren, wen mehrere Menschen melden',
    where:
      'Der Grund als Zählung ohne Namen, solange der Server läuft; wer wessen Netz gemeldet hat, und wann wessen Netz jemandem begegnet ist, im Arbeitsspeicher, in unkenntlich gemachter Form, wie lange, steht unten. Dass ihr euch nicht wieder begegnet, solange ihr beide bleibt. Kein Bild und kein Text',
    others: 'Operatoren: die Zählung',
  },
  minor: {
    what: 'Dass jemand meinte, du siehst jünger als 18 aus',
    why: 'Damit ein Moderator es gleich ansieht und dich aussperren kann',
    where:
      'Im Arbeitsspeicher, als Zufallszahl, die für deine Netzadresse steht: höchstens eine halbe Stunde, bis das Radar sie hat, und dort eine Stunde',
    others: 'Operatoren: die Zahl und wann, nicht die Adresse',
  },
  route: {
    what: 'Wie ein Anruf zustande kam: direkt, über ein Relais oder gar nicht',
    why: 'Um zu sehen, ob Anrufe gelingen',
    where:
      'Im Arbeitsspeicher während des Anrufs, dann als Zählung ohne Namen, solange der Server läuft',
    others: 'Operatoren: die Zählung',
  },
  signals: {
    what: 'Wie eure Browser einander erreichen',
    why: 'Er gibt die Nachricht weiter',
    where: 'Nie: eure beiden Browser versiegeln sie, und der Server reicht sie ungelesen weiter',
    others: stranger,
  },
  stun: {
    what: 'Beim STUN-Server: deine Netzadresse, wenn du suchst und sie nicht verbirgst',
    why: 'Er antwortet mit der Adresse, die dein Browser hinter einem Router nicht kennt',
    where: 'Bei dem, der ihn betreibt, so lange er will; welcher Server es ist, steht weiter unten',
    others: 'Alle, denen der STUN-Server es sagt',
  },
  relay: {
    what: 'Beim Relais: deine Netzadresse, wenn sich die Seite öffnet und wenn du suchst; von einem Anruf darüber beide Adressen, wann, und wie viel gesendet wird',
    why: 'Um zu sehen, ob es antwortet, und um den Anruf weiterzugeben; was gesendet wird, bleibt versiegelt',
    where:
      'Solange im Arbeitsspeicher; für die Kontingente unter einem unkenntlichen Namen, der jede Stunde wechselt',
    others: nobody,
  },
  ads: {
    what: 'Beim Werbenetzwerk: deine Netzadresse, welchen Browser du benutzt, und dass du diese Website besuchst',
    why: 'Um die Werbung zu senden, der du zugestimmt hast',
    where:
      'Beim Werbenetzwerk, so lange es will; nie, bevor du auf der jeweiligen Ansicht zustimmst',
    others: 'Alle, denen das Werbenetzwerk es sagt',
  },
  nickname: {
    what: 'Dein Spitzname',
    why: '–',
    where: 'Nie: er geht an dein Gegenüber, von Browser zu Browser',
    others: stranger,
  },
  talk: { what: 'Bild, Ton und Text', why: '–', where: sent, others: stranger },
  transfers: {
    what: 'Dateien, Bilder und Sprachnachrichten, die du sendest, und ihre Namen',
    why: '–',
    where: sent,
    others: stranger,
  },
}
