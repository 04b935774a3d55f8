/** The privacy page in German. */
import type { Words } from '../shape.ts'

export const privacy: Words['privacy'] = {
  title: 'Datenschutz',
  lead: (elsewhere) =>
    `P2P Chat stellt zwei Fremde einander vor und tritt dann zur Seite. Bild, Ton und Text gehen versiegelt von einem Browser zum anderen. Es gibt keine Konten und keine Cookies, keine Adresse wird gespeichert, außer ihr Netz ist gesperrt, und ${elsewhere}.`,
  elsewhere: (helpers, hasAds) => {
    const forCalls = helpers && `, außer dem, was ein Anruf braucht, an ${helpers} (siehe unten)`
    const forAds = hasAds ? ', außer du bist damit einverstanden, eine Werbung zu sehen' : ''
    return `an niemand anderen wird etwas gesendet${forCalls}${forAds}`
  },
  helpers: { stun: 'den STUN-Server', relay: 'das Relais' },
  stranger: {
    heading: 'Was dein Gegenüber erfährt',
    address:
      'In einem direkten Anruf deine Netzadresse (IP-Adresse). Sie kann deinen Anbieter und ungefähr deine Gegend verraten. Mit „Meine Adresse verbergen“ auf der ersten Ansicht läuft alles über das Relais, wo dieser Server eines hat und es dir erlaubt, und dein Gegenüber sieht dessen Adresse statt deiner; ohne das Relais gibt es dann keinen Anruf. Ein Anruf, der keinen direkten Weg findet, nutzt auch das Relais, aber dann hat der Browser deines Gegenübers deine Adresse schon erfahren.',
    shown:
      'Was du zeigst, sagst und schreibst, und deinen Spitznamen, wenn du einen angibst. Mit „Unscharf anfangen“, einem weichgezeichneten Bild oder einer gezeichneten Form verlässt das eigentliche Bild deiner Kamera deinen Browser nicht; dass du das gewählt hast, erfährt der Browser deines Gegenübers.',
    common: 'Interessen und Sprachen, die ihr beide gewählt habt; die anderen nicht.',
  },
  server: (page) =>
    `Jedes Einzelne, warum, wo es liegt und wie lange, und wer es erfahren kann und wer nicht, steht unter „${page}“. Zählungen ohne Namen werden behalten, solange der Server läuft: wie viele Menschen da sind, Vermittlungen, Meldungen nach Grund. Nichts davon wird auf eine Festplatte geschrieben, und keine Adresse ist darunter.`,
  ads: {
    heading: 'Werbung',
    thisServer: 'diesem Server',
    place: (network) =>
      `Dieser Server hat einen Platz für Werbung von ${network}, auf der ersten und der letzten Ansicht eines Besuchs, nie während einer Suche oder eines Anrufs. Jede wird erst geladen, nachdem du auf dieser Ansicht zugestimmt hast. Ablehnen kostet nichts, und ein Browser, der darum bittet, nicht verfolgt zu werden (Global Privacy Control), wird gar nicht erst gefragt.`,
    agreed: (network, from) =>
      `Sobald du zustimmst, lädt dein Browser die Werbung von ${from} und von dort, wo ${network} sie aufbewahrt. ${network} sieht dann deine Netzadresse, welchen Browser du benutzt, und dass du diese Website besuchst; was damit geschieht, entscheidet dieses Netzwerk. Die Werbung läuft in einem geschlossenen Rahmen, der die Seite ringsum, Kamera, Mikrofon, Bildschirm, Standort oder etwas Gespeichertes nicht erreichen kann. Sie kann in diesem Rahmen zeigen, was sie will, deinen Prozessor und deine Leitung benutzen, solange sie zu sehen ist, und eine eigene Seite öffnen, wenn du darauf klickst.`,
    addresses:
      'Dieser Server verbietet dem Rahmen auch WebRTC, aber noch kein Browser setzt das durch: durch WebRTC könnte die Werbung Adressen von dir erfahren, die ein Proxy oder VPN vor ihr verborgen hätte.',
  },
  blocks: {
    heading: 'Netze, die ausgesperrt werden',
    how: 'Ein Netz, das weit mehr sendet, als Menschen es tun, wird eine Weile gebremst oder ausgesperrt, und ebenso eines, aus dem jemand von mehreren Fremden gemeldet wurde. Wer ausgesperrt ist, erfährt warum, bis wann, und bekommt einen Code, außer der Server antwortet dem Netz gar nicht mehr; mit dem Code lässt sich ein Mensch bitten, es noch einmal anzusehen. Dieser Mensch sieht die gesperrte Adresse, den Grund und das Ende, und nichts darüber, wer du bist oder wen du getroffen hast. Wenn Suchen aus deinem Netz gebremst werden, rechnet dein Gerät vorher einige Sekunden lang. Das bremst Fluten; es ist keine Prüfung, ob du ein Mensch bist.',
    where:
      'Die Listen gehen nur an die Server dieser Website. Wenn der Betreiber einen Ort für Warnungen eingerichtet hat, schickt der Server dorthin, dass etwas geschah und wie oft, nie eine Adresse.',
  },
  end: {
    heading: 'Wenn ein Gespräch endet',
    drop: 'Beide Browser lassen die Nachrichten, die Schlüssel und die Verbindung los. Sie lassen sie los; sie können den Speicherbaustein nicht auslöschen, und sie können nicht verhindern, dass dein Gegenüber ein Bild vom Bildschirm gemacht hat.',
    secrets:
      'Drei Sekunden lang nach Weiter behalten beide Seiten ein zufälliges Geheimnis, mit dem sich Weiter rückgängig machen lässt, wenn beide es wünschen. Ein weiteres behält die Seite, nur in ihrem Arbeitsspeicher, 60 Sekunden über das Ende eines Gesprächs hinaus, damit sich Wiedersehen noch drücken lässt, und 15 Minuten lang, wenn es gedrückt wurde. Während eine Seite darauf wartet, dasselbe Gegenüber wiederzutreffen, sieht der Server ein Zufallszeichen, und dass die beiden, die es vorzeigen, zusammengehören. Der Server behält beides nicht länger als bei jeder anderen Begegnung.',
  },
  keeping: {
    heading: 'Die Seite behalten',
    text: 'Ein Besuch hinterlässt nichts in deinem Browser. Nur wenn du auf der ersten Ansicht „Diese Seite auf dem Gerät behalten“ drückst, behält dein Browser die Dateien der Seite, für alle dieselben, bis du sie dort entfernst. Nichts über dich und nichts von einem Gespräch ist darunter. Töne und Benachrichtigungen sind aus, bis du sie einschaltest, und keine Benachrichtigung enthält ein Wort deines Gegenübers.',
  },
  reports: {
    heading: 'Meldungen',
    text: 'Eine Meldung beendet den Anruf und zählt ihren Grund. Sie enthält kein Bild und keinen Text. Ihr beide werdet nicht wieder zusammengebracht, solange ihr beide hier seid. Wenn mehrere Fremde aus verschiedenen Netzen dieselbe Person melden, wird deren Netz eine Weile ausgesperrt. Eine Meldung, dass jemand jünger als 18 aussieht, erreicht sofort einen Moderator: er sieht eine Zahl, die für diese Person steht, nicht die Adresse, und kann ihr Netz aussperren; erst dann steht die Adresse auf der Sperrliste.',
  },
  limits: {
    heading: 'Was wir nicht versprechen können',
    text: 'Wer diesen Server betreibt, liefert auch diese Seite aus und könnte eine andere ausliefern. Dein Anbieter sieht, dass ein Anruf stattfindet, und bei einem direkten Anruf auch, mit welcher Adresse. Die Bestätigung, dass du 18 bist, beweist, dass eine Warnung gezeigt wurde, nicht das Alter von irgendjemandem.',
  },
}
