/** The start screen in French. */
import type { Start } from '../shape.ts'

export const startWords: Start['startWords'] = {
  name: 'P2P Chat',
  promise: 'Parle avec quelqu’un que tu ne connais pas. En direct. Rien n’est gardé.',
  start: {
    mode: 'Comment se rencontrer',
    video: 'Vidéo',
    text: 'Texte seul',
    interests: 'Centres d’intérêt',
    optional: 'facultatif',
    interestsHint: 'Entrée ou une virgule en ajoute un. Dix au plus.',
    addInterest: 'Ajoute un centre d’intérêt',
    interestsFull: 'Ça fait dix. Retires-en un pour en ajouter un autre.',
    interestTooLong: (most) => `Un centre d’intérêt a ${most} caractères au plus.`,
    remove: (what) => `Retirer ${what}`,
    languages: 'Langues',
    addLanguage: 'Ajouter…',
    nickname: 'Pseudo',
    nicknameHint: 'Seule l’autre personne le reçoit.',
    adultBefore: (age) => `J’ai ${age} ans ou plus et j’accepte les `,
    terms: 'conditions',
    adultAfter: '.',
    adultNeeded: (age) =>
      `Confirme que tu as ${age} ans ou plus et que tu acceptes les conditions.`,
    find: 'Trouver quelqu’un',
    blur: 'Commencer flou',
    blurHint:
      'Aucun de vous n’est visible nettement avant que vous appuyiez tous les deux sur Se montrer.',
    hide: 'Cacher mon adresse',
    address: 'Un appel direct montre ton adresse réseau à l’autre personne.',
    hidden: 'Les appels passent par le relais de ce site : personne ne voit ton adresse réseau.',
    alwaysHidden:
      'Sur ce site, tous les appels passent par son relais : personne ne voit ton adresse.',
    noRelay:
      'Un appel direct montre ton adresse réseau à l’autre personne. Ce site n’a pas de relais pour la cacher.',
    neverHidden:
      'Un appel direct montre ton adresse réseau à l’autre personne. Ce site ne cache pas les adresses.',
    devices: 'Caméra et son',
    askView: 'Voir ce que le serveur sait de moi',
    online: (figure) => ({
      one: `${figure} personne ici`,
      many: `${figure} de personnes ici`,
      other: `${figure} personnes ici`,
    }),
    calm: 'Au calme',
    calmHint: 'Au moins dix secondes avec chaque personne, et d’abord d’autres gens calmes.',
    keep: 'Garder cette page sur cet appareil',
    offline: 'Pas de connexion au serveur. Nouvel essai tout seul.',
    updating: 'Le serveur se met à jour. De retour dans un instant.',
  },
  footer: {
    label: 'À propos',
    language: 'Langue de cette page',
    serverView: 'Ce que le serveur peut voir',
    privacy: 'Confidentialité',
    terms: 'Conditions',
    version: (version) => `v${version}`,
  },
  broken: {
    title: 'Quelque chose a mal tourné sur cette page',
    text: 'Une partie n’a pas pu être chargée ou affichée. Recharge la page pour continuer ; rien n’a été envoyé nulle part.',
    reload: 'Recharger',
  },
}
