/** A search, a call and its end in French. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: 'Pouvons-nous utiliser ta caméra et ton micro ?',
    text: 'Ton navigateur te le demande. L’image et la voix vont seulement à l’autre personne, jamais à notre serveur.',
    audioOnly: 'Continuer avec le son seul',
    without: 'Continuer sans caméra ni micro',
    withoutHint:
      'Sans caméra ni micro, tu peux quand même voir et entendre l’autre personne, et lui écrire.',
    cancel: 'Annuler',
    retry: 'Réessayer',
    voiceTitle: 'Pouvons-nous utiliser ton micro ?',
    voiceText:
      'Ton navigateur te le demande. La voix va seulement à l’autre personne, jamais à notre serveur. Ta caméra reste éteinte.',
    drawn: 'Continuer en forme dessinée',
    drawnUnheard: 'Continuer en forme dessinée, sans micro',
  },
  deviceProblem: {
    denied: {
      title: 'La caméra est bloquée',
      text: 'Autorise la caméra et le micro pour cette page dans les réglages du navigateur, puis réessaie.',
    },
    inUse: {
      title: 'La caméra est occupée',
      text: 'Un autre programme ou onglet utilise la caméra ou le micro. Ferme-le, puis réessaie.',
    },
    notFound: {
      title: 'Ni caméra ni micro',
      text: 'Branches-en un, puis réessaie. Ou continue sans.',
    },
    insecure: {
      title: 'Cette page est arrivée sans chiffrement',
      text: 'Les navigateurs ne donnent la caméra qu’aux pages sûres. Ouvre cette adresse avec https, ou continue sans.',
    },
    unplugged: {
      title: 'Un appareil a été débranché',
      text: 'Rebranche la caméra ou le micro, puis réessaie.',
    },
    unknown: {
      title: 'La caméra n’a pas démarré',
      text: 'Réessaie, ou continue sans elle.',
    },
    microphoneDenied: {
      title: 'Le micro est bloqué',
      text: 'Pour qu’on t’entende, autorise le micro pour cette page dans les réglages du navigateur, puis réessaie.',
    },
    microphoneInUse: {
      title: 'Le micro est occupé',
      text: 'Pour qu’on t’entende, ferme l’autre programme ou onglet qui utilise le micro, puis réessaie.',
    },
    microphoneUnknown: {
      title: 'Le micro n’a pas démarré',
      text: 'Pour qu’on t’entende, réessaie. Ou continue sans la voix.',
    },
    noMicrophone: {
      title: 'Pas de micro',
      text: 'Pour qu’on t’entende, branche un micro, puis réessaie.',
    },
    noCamera: {
      title: 'Pas de caméra',
      text: 'Pour qu’on te voie, branche une caméra, puis réessaie.',
    },
  },
  relay: {
    away: 'Un appel direct montre ton adresse réseau à l’autre personne. Le relais qui la cache ne répond pas pour l’instant.',
    full: 'Un appel direct montre ton adresse réseau à l’autre personne. Le relais qui la cache n’a plus de place pour ton réseau.',
    hiddenAway:
      'Le relais qui cache ton adresse ne répond pas pour l’instant : aucun appel ne serait possible.',
    hiddenFull: 'Le relais qui cache ton adresse n’a plus de place pour ton réseau.',
    check: 'Vérifier à nouveau',
  },
  search: {
    title: 'On cherche quelqu’un…',
    titleInterests: (interests) => `On cherche quelqu’un qui aime ${interests}`,
    connecting: 'Connexion…',
    keepOpen: 'Garde cette page ouverte. Tu peux partir à tout moment.',
    hint: 'On cherche encore. C’est calme en ce moment.',
    hintAnyone:
      'On cherche encore. C’est calme en ce moment, alors ce peut être n’importe qui, quels que soient ses goûts.',
    cancel: 'Annuler',
    atStart: 'Te revoilà au début.',
  },
  notice: {
    couldNotConnect: 'Impossible de vous relier. On cherche quelqu’un d’autre.',
    notBack: 'Vous n’êtes pas revenus ensemble. On cherche quelqu’un d’autre.',
    reconnecting: 'Le serveur est injoignable. Nouvel essai ; ta recherche continue.',
    updating: 'Le serveur se met à jour. De retour dans un instant ; ta recherche continue.',
    crowded: 'Il y a beaucoup de monde en ce moment. Nouvel essai.',
    slowed:
      'Beaucoup de recherches viennent de ton réseau, alors celle-ci attend quelques secondes pendant que ton appareil fait un petit calcul. Cela freine les abus ; ce n’est pas un test pour toi.',
  },
  returning: {
    undo: 'Retour en cours…',
    back: 'Retour en cours…',
    code: 'On attend l’autre personne…',
  },
  call: {
    label: 'Appel',
    stranger: 'L’autre personne',
    you: 'Toi',
    pairing: 'Quelqu’un est là. Connexion…',
    pairingAgain: 'Ça n’a pas marché. Encore un essai…',
    connected: 'Tu parles avec quelqu’un. Dis bonjour.',
    connectedBy: (common) => `Tu parles avec quelqu’un. ${common} Dis bonjour.`,
    common: (what) => `Vous aimez tous les deux ${what}.`,
    commonLanguage: (what) => `Vous parlez tous les deux : ${what}.`,
    away: 'L’autre personne ne regarde pas…',
    back: 'L’autre personne est revenue. Vous parlez à nouveau.',
    recovering: 'La connexion a coupé. On retrouve l’autre personne…',
    serverLost: 'Le serveur est absent. Ton appel continue sans lui.',
    serverUpdating: 'Le serveur se met à jour. Ton appel continue sans lui.',
    cameraOff: 'La caméra de l’autre personne est éteinte',
    ownCameraOff: 'Ta caméra est coupée',
    ownOnly: 'Il n’y a que toi qui vois ceci.',
    microphoneOff: 'Le micro de l’autre personne est coupé',
    turnSoundOn: 'Activer le son',
    moveSelf: 'Déplacer ton image',
    hideSelf: 'Cacher ton image',
    showSelf: 'Montrer ton image',
    armed: 'Appuie encore sur Échap pour quitter',
  },
  together: (title, text) => `${title}. ${text}`,
  ended: {
    skipped: {
      title: 'L’autre personne est passée à la suite',
      text: 'Elle a choisi de rencontrer quelqu’un d’autre.',
    },
    left: {
      title: 'L’autre personne est partie',
      text: 'L’autre personne a mis fin à la conversation.',
    },
    lost: {
      title: 'La connexion est perdue',
      text: 'Impossible de rejoindre l’autre personne. C’est peut-être son réseau, ou le tien.',
    },
    away: {
      title: 'Tu étais ailleurs',
      text: 'Cette page est restée hors de vue pendant deux minutes, alors la conversation est finie.',
    },
    strangerAway: {
      title: 'L’autre personne n’est pas revenue',
      text: 'Sa page est restée hors de vue pendant deux minutes, alors la conversation est finie.',
    },
    stopped: { title: 'Tu as quitté', text: 'La conversation a disparu de vos deux navigateurs.' },
    reported: {
      title: 'Tu as mis fin à l’appel',
      text: 'Tu as signalé l’autre personne.',
    },
    tampered: {
      title: 'La mise en relation a été modifiée',
      text: 'En chemin, quelque chose a changé ce que vos navigateurs se disaient, alors nous ne vous avons pas reliés.',
    },
    tooManySearches: {
      title: 'Un peu plus lentement',
      text: 'Il y a eu beaucoup de recherches depuis ton réseau. Patiente un instant.',
    },
    blocked: {
      title: 'Ton réseau est bloqué pour le moment',
      text: 'C’est peut-être à cause d’une autre personne sur ton réseau.',
    },
    outdated: {
      title: 'Cette page n’est plus à jour',
      text: 'Recharge-la pour avoir la nouvelle version.',
    },
    differed: {
      title: 'Quelqu’un se tient entre vous',
      text: 'Vous avez vu des symboles différents : ce que vous dites ici peut être lu en chemin. Quitte ce site et préviens les autres : son responsable est nommé sous Confidentialité.',
    },
    noRelay: {
      title: 'Le relais ne répond pas',
      text: 'Ton adresse ne reste cachée qu’à travers lui, alors l’appel s’est arrêté ici. Rien n’est allé directement à l’autre personne.',
    },
    relayFull: {
      title: 'Le relais est plein',
      text: 'Il n’a plus de place pour ton réseau, et ton adresse ne reste cachée qu’à travers lui. Réessaie dans quelques minutes.',
    },
    apart: {
      title: 'Impossible de vous relier',
      text: 'Vos navigateurs n’ont pas trouvé de chemin. Les trois mots restent valables : choisis-les encore sur l’écran de départ.',
    },
    codeOver: {
      title: 'Tes trois mots ont expiré',
      text: 'Quinze minutes ont passé, et l’autre personne n’est pas venue.',
    },
    unsupported: {
      title: 'Les appels ne marchent pas ici',
      text: 'Ce navigateur n’a pas d’appels privés. Essaie un autre navigateur.',
    },
  },
  reportResult: {
    sending: 'Envoi de ton signalement…',
    accepted:
      'Merci. Ton signalement a été compté : vous ne vous reverrez plus tant que vous restez tous les deux ici.',
    lapsed:
      'Trop tard : le serveur ne se souvient plus de cette personne, le signalement n’est pas compté.',
    tooMany:
      'Ton réseau a envoyé beaucoup de signalements depuis une heure, celui-ci n’est pas compté.',
  },
}
