/** The page as an app in French. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: 'Garder cette page sur cet appareil ?',
    text: 'Elle s’ouvre alors même sans réseau, et le dit. Seuls les fichiers de la page sont gardés, les mêmes pour tous : rien sur toi, et rien d’aucune conversation.',
    trace:
      'Qui utilise ce navigateur peut découvrir que tu l’as gardée. Tu peux la retirer ici à tout moment.',
    keep: 'La garder',
    keeping: 'On la garde…',
    kept: 'Cette page est gardée sur cet appareil',
    remove: 'La retirer',
    broken:
      'Ce navigateur n’a pas pu garder la page. Les fenêtres privées ne le peuvent souvent pas.',
    install: 'Installer comme application',
    installHint:
      'Ton navigateur propose peut-être aussi de l’installer comme application, dans son menu. L’application est cette même page, démarre dans cette langue et ne garde rien d’elle-même.',
    close: 'Fermer',
  },
  attention: {
    legend: 'Quand il se passe quelque chose',
    sounds: 'Avertissements sonores',
    soundsHint:
      'Quand quelqu’un est trouvé, et quand un message arrive alors que cette page est hors de vue.',
    notifications: 'Notifications du bureau',
    notificationsHint:
      'Quand quelqu’un est trouvé alors que cette page est hors de vue. Jamais un mot de l’autre personne.',
    denied:
      'Ton navigateur bloque les notifications de cette page. Autorise-les dans les réglages du site, puis réactive ceci.',
    notKept: (button: string) =>
      `Sur cet appareil, seule une page gardée peut montrer des notifications. Choisis d’abord « ${button} » sur l’écran de départ, puis réactive ceci.`,
    unsupported: 'Ce navigateur ne montre pas de notifications de pages.',
    found: 'Quelqu’un est là',
    foundText: 'Vous êtes reliés. L’autre personne voit que tu es ailleurs.',
    foundTitle: (name) => `Quelqu’un est là · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: { more: (figure) => `Encore ${figure} sur cet appel`, less: 'Moins sur cet appel' },
  notes: {
    label: 'Remarques sur cette page',
    offline: 'Tu es hors ligne. Pour rencontrer quelqu’un, il faut le réseau.',
    outdated: 'Une nouvelle version est prête.',
    reload: 'Recharger',
    later: 'Plus tard',
  },
}
