/** The privacy page in French. */
import type { Words } from '../shape.ts'

export const privacy: Words['privacy'] = {
  title: 'Confidentialité',
  lead: (elsewhere) =>
    `P2P Chat présente deux inconnus l’un à l’autre, puis s’efface. Image, voix et texte vont d’un navigateur à l’autre, scellés. Il n’y a ni comptes ni cookies, aucune adresse n’est conservée à moins que son réseau ne soit bloqué, et ${elsewhere}.`,
  elsewhere: (helpers, hasAds) => {
    const forCalls =
      helpers && `, sauf ce qu’il faut pour un appel, envoyé à ${helpers} (voir plus bas)`
    const forAds = hasAds ? ', à moins que tu n’acceptes de voir une publicité' : ''
    return `rien n’est envoyé à qui que ce soit d’autre${forCalls}${forAds}`
  },
  helpers: { stun: 'un serveur STUN', relay: 'un relais' },
  stranger: {
    heading: 'Ce que l’autre personne apprend',
    address:
      'Dans un appel direct, ton adresse réseau (adresse IP). Elle peut révéler ton fournisseur et, en gros, ta région. Avec « Cacher mon adresse » sur le premier écran, là où ce serveur a un relais et te le permet, tout passe par ce relais, et l’autre personne voit son adresse au lieu de la tienne ; sans le relais, il n’y a alors pas d’appel. Un appel qui ne trouve pas de chemin direct passe aussi par le relais, mais le navigateur de l’autre personne a déjà reçu ton adresse.',
    shown:
      'Ce que tu montres, dis et écris, et ton pseudo si tu en donnes un. Avec « Commencer flou », une image adoucie ou une forme dessinée, l’image même de ta caméra ne quitte pas ton navigateur ; que tu as fait ce choix, le navigateur de l’autre personne l’apprend.',
    common:
      'Les centres d’intérêt et les langues que vous avez tous deux choisis ; pas les autres.',
  },
  server: (page) =>
    `Chaque chose, pourquoi, où elle se trouve et combien de temps, et qui peut ou ne peut pas l’apprendre, tout est écrit sous « ${page} ». Des comptes sans noms sont gardés tant que le serveur tourne : personnes en ligne, mises en relation, signalements par raison. Rien de cela n’est écrit sur un disque, et aucune adresse n’y figure.`,
  ads: {
    heading: 'Publicité',
    thisServer: 'ce serveur',
    place: (network) =>
      `Ce serveur a une place pour des publicités de ${network}, sur le premier et le dernier écran d’une visite, jamais pendant une recherche ou un appel. Chacune n’est chargée qu’après ton accord sur cet écran. Refuser ne coûte rien, et à un navigateur qui demande à ne pas être suivi (Global Privacy Control), la question n’est même pas posée.`,
    agreed: (network, from) =>
      `Dès que tu acceptes, ton navigateur charge la publicité depuis ${from}, et de là où ${network} la garde. ${network} voit alors ton adresse réseau, quel navigateur tu utilises, et que tu visites ce site ; ce qu’il en fait, c’est lui qui en décide. La publicité s’exécute dans un cadre fermé, qui ne peut atteindre ni la page autour, ni la caméra, le micro, l’écran, la position, ni quoi que ce soit d’enregistré. Elle peut montrer ce qu’elle veut dans ce cadre, utiliser ton processeur et ta connexion tant qu’elle est affichée, et ouvrir une page à elle quand tu cliques dessus.`,
    addresses:
      'Ce serveur interdit aussi au cadre d’utiliser WebRTC, mais aucun navigateur ne l’impose encore : par WebRTC, la publicité pourrait apprendre des adresses à toi qu’un proxy ou un VPN lui aurait cachées.',
  },
  blocks: {
    heading: 'Les réseaux exclus',
    how: 'Un réseau qui envoie bien plus que ne le font des gens est ralenti ou exclu pour un temps, de même qu’un réseau dont plusieurs inconnus ont signalé quelqu’un. Qui est exclu apprend pourquoi, jusqu’à quand, et reçoit un code, sauf si le serveur ne répond plus du tout à son réseau ; avec ce code, on peut demander à une personne de regarder encore. Cette personne voit l’adresse bloquée, la raison et la fin, et rien sur qui tu es ni sur qui tu as rencontré. Quand les recherches de ton réseau sont ralenties, ton appareil fait d’abord quelques secondes de calcul. Cela ralentit les inondations ; ce n’est pas un test pour savoir si tu es humain.',
    where:
      'Les listes ne vont qu’aux serveurs de ce site. Si l’exploitant a prévu un endroit pour les alertes, le serveur y écrit que quelque chose s’est passé et combien de fois, jamais une adresse.',
  },
  end: {
    heading: 'Quand une conversation se termine',
    drop: 'Les deux navigateurs lâchent les messages, les clés et la connexion. Ils les lâchent ; ils ne peuvent pas effacer la puce de mémoire, et ils ne peuvent pas empêcher que l’autre personne ait pris une photo de l’écran.',
    secrets:
      'Pendant trois secondes après Suivant, les deux pages gardent un secret aléatoire, avec lequel Suivant peut être annulé si les deux le souhaitent. La page en garde un autre, dans sa mémoire seulement, pendant 60 secondes après la fin d’une conversation, pour qu’on puisse encore appuyer sur Se revoir, et pendant 15 minutes si on y a appuyé. Pendant qu’une page attend de retrouver la même personne, le serveur voit un jeton aléatoire, et que les deux qui le présentent vont ensemble. Le serveur ne garde ni l’un ni l’autre plus longtemps que pour toute autre rencontre.',
  },
  keeping: {
    heading: 'Garder la page',
    text: 'Une visite ne laisse rien dans ton navigateur. Seulement si tu appuies sur « Garder cette page sur cet appareil » sur le premier écran, ton navigateur garde les fichiers de la page, les mêmes pour tous, jusqu’à ce que tu les y enlèves. Rien sur toi et rien d’une conversation n’en fait partie. Les sons et les notifications sont désactivés jusqu’à ce que tu les actives, et aucune notification ne contient un mot de l’autre personne.',
  },
  reports: {
    heading: 'Signalements',
    text: 'Un signalement met fin à l’appel et compte sa raison. Il ne contient ni image ni texte. Vous deux n’êtes plus mis en relation tant que vous restez tous les deux. Quand plusieurs inconnus de réseaux différents signalent la même personne, son réseau est exclu pour un temps. Un signalement disant que quelqu’un paraît avoir moins de 18 ans arrive aussitôt à la modération : elle voit un nombre qui remplace cette personne, pas l’adresse, et peut exclure son réseau ; c’est alors seulement que l’adresse figure sur la liste de blocage.',
  },
  limits: {
    heading: 'Ce que nous ne pouvons pas promettre',
    text: 'Qui gère ce serveur sert aussi cette page, et pourrait en servir une autre. Ton fournisseur voit qu’un appel a lieu et, s’il est direct, avec quelle adresse. Confirmer que tu as 18 ans prouve qu’un avertissement a été montré, pas l’âge de qui que ce soit.',
  },
}
