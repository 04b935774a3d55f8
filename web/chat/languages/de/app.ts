/** The page as an app in German. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: 'Diese Seite auf dem Gerät behalten?',
    text: 'Dann öffnet sie sich auch ohne Netz und sagt es. Nur die Dateien der Seite bleiben, für alle dieselben: nichts über dich und nichts aus einem Gespräch.',
    trace:
      'Wer diesen Browser benutzt, kann herausfinden, dass du sie behalten hast. Du kannst sie hier jederzeit entfernen.',
    keep: 'Behalten',
    keeping: 'Wird behalten…',
    kept: 'Diese Seite ist auf dem Gerät',
    remove: 'Entfernen',
    broken: 'Dieser Browser konnte die Seite nicht behalten. Private Fenster können es oft nicht.',
    install: 'Als App installieren',
    installHint:
      'Dein Browser bietet in seinem Menü vielleicht auch an, sie als App zu installieren. Die App ist dieselbe Seite, beginnt in dieser Sprache und behält von sich aus nichts.',
    close: 'Schließen',
  },
  attention: {
    legend: 'Wenn etwas geschieht',
    sounds: 'Töne',
    soundsHint:
      'Wenn jemand gefunden ist, und wenn eine Nachricht kommt, während diese Seite nicht zu sehen ist.',
    notifications: 'Mitteilungen auf dem Desktop',
    notificationsHint:
      'Wenn jemand gefunden ist, während diese Seite nicht zu sehen ist. Nie mit einem Wort deines Gegenübers.',
    denied:
      'Dein Browser sperrt Mitteilungen dieser Seite. Erlaube sie in seinen Einstellungen und schalte es dann wieder ein.',
    notKept: (button: string) =>
      `Auf diesem Gerät kann nur eine Seite Mitteilungen zeigen, die behalten wird. Wähle zuerst auf der Startseite „${button}“ und schalte es dann wieder ein.`,
    unsupported: 'Dieser Browser zeigt keine Mitteilungen von Seiten.',
    found: 'Jemand ist da',
    foundText: 'Ihr seid verbunden. Dein Gegenüber sieht, dass du weg bist.',
    foundTitle: (name) => `Jemand ist da · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: { more: (figure) => `Noch ${figure} zu diesem Anruf`, less: 'Weniger zu diesem Anruf' },
  notes: {
    label: 'Hinweise zu dieser Seite',
    offline: 'Du bist offline. Um jemanden zu treffen, braucht es ein Netz.',
    outdated: 'Eine neue Fassung ist bereit.',
    reload: 'Neu laden',
    later: 'Später',
  },
}
