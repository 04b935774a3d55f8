/** Each thing about a visitor, in French. */
import type { Words } from '../shape.ts'

const stranger = 'L’autre personne'
const nobody = 'Personne'
const counted = 'Les opérateurs : le compte'
const connected = 'Oui ou non, en mémoire, tant que tu es en ligne'

export const data: Words['data'] = {
  address: {
    what: 'Ton adresse réseau',
    why: 'Pour te répondre, et pour limiter les abus',
    where:
      'En mémoire tant que tu es en ligne, et jusqu’à 60 secondes après que la page de la dernière personne rencontrée a mis fin à la conversation, pour qu’elle puisse te signaler ; une heure quand ton réseau a fait quelque chose de remarquable. Les limites en gardent une forme brouillée, et combien de fois elle a demandé quelque chose, jusqu’à une heure ; nginx, s’il est devant ce serveur, garde l’adresse elle-même en mémoire, jusqu’à ce que de plus récentes prennent sa place',
    others: 'L’autre personne, sauf si tu la caches',
  },
  consent: {
    what: 'Que tu dis avoir 18 ans ou plus, et accepter les conditions d’une certaine date',
    why: 'Sans cela, personne n’est présenté',
    where: `${connected} ; la date est comparée à celle des conditions, et n’est pas gardée`,
    others: nobody,
  },
  block: {
    what: 'L’adresse d’un réseau qui inonde le serveur, ou que plusieurs inconnus ont signalé',
    why: 'Pour le ralentir ou l’exclure pour un temps',
    where:
      'Sur la liste de blocage, avec une raison et une fin ; la durée possible est indiquée plus bas ; ensuite sous une forme brouillée, 90 jours au plus',
    others: 'Les opérateurs',
  },
  shared: {
    what: 'Que tu sembles partager ton adresse avec d’autres',
    why: 'Pour que personne ne soit bloqué à cause d’un voisin',
    where: 'Un nombre en mémoire, tant que tu es en ligne',
    others: nobody,
  },
  place: {
    what: 'Si ton adresse compte comme celle d’un réseau privé, et s’il lui restait une place ici',
    why: 'Pour que les navigateurs d’une même maison se joignent et que personne ne prenne toutes les places',
    where: connected,
    others: nobody,
  },
  promise: {
    what: 'Si ta recherche promet une image',
    why: 'Pour que l’on ne reproche à personne l’absence d’une image jamais promise',
    where: 'Oui ou non, en mémoire, jusqu’à ta prochaine recherche ou jusqu’à ton départ',
    others: nobody,
  },
  steady: {
    what: 'Si tu as parlé avec quelqu’un pendant un moment, comme le font les gens',
    why: 'Pour que tu aies tes propres limites, quoi que d’autres fassent derrière la même adresse',
    where: connected,
    others: nobody,
  },
  kept: {
    what: 'Si une image promise est arrivée chez l’autre personne, et si l’une des deux a aussitôt quitté l’autre',
    why: 'Pour remarquer les programmes qui se font passer pour des gens',
    where:
      'Oui ou non, en mémoire, sous des formes brouillées des deux adresses, jusqu’à une demi-heure après votre départ à tous deux',
    others: nobody,
  },
  wish: {
    what: 'Vidéo ou texte, calme ou non, tes centres d’intérêt et tes langues',
    why: 'Pour trouver quelqu’un qui te convient',
    where: 'En mémoire pendant ta recherche',
    others:
      'L’autre personne : les centres d’intérêt et les langues que vous avez tous deux choisis',
  },
  token: {
    what: 'Un jeton aléatoire, quand ta page veut retrouver la même personne',
    why: 'Pour vous réunir, vous deux exactement : après une connexion coupée, quand vous annulez tous deux Suivant, ou avec les trois mots de Se revoir',
    where: 'En mémoire, 20 secondes au plus chaque fois que ta page le présente',
    others: nobody,
  },
  key: {
    what: 'Une clé publique, refaite pour chaque recherche',
    why: 'Pour que vos deux navigateurs puissent sceller ce qu’ils se disent par ce serveur',
    where:
      'En mémoire pendant ta recherche ; ce n’est pas un nom : la recherche suivante en a une autre',
    others: stranger,
  },
  files: {
    what: 'Les fichiers de cette page, si tu appuies sur « Garder cette page sur cet appareil »',
    why: 'Pour qu’elle s’ouvre sans réseau',
    where:
      'Dans ton navigateur, jusqu’à ce que tu les y enlèves ; ce sont les mêmes pour tous, sans rien de toi ni d’une conversation. Ton navigateur les demande au serveur, et lors de visites suivantes de plus récents ; le serveur ne note ni l’un ni l’autre',
    others: 'Qui utilise ton navigateur peut découvrir que tu as gardé la page',
  },
  met: {
    what: 'Que tu as rencontré quelqu’un',
    why: 'Pour que tu ne retombes pas aussitôt sur la même personne',
    where: 'En mémoire, sous un nombre aléatoire, 10 minutes au plus',
    others: nobody,
  },
  last: {
    what: 'Un jeton pour la dernière personne rencontrée',
    why: 'Pour que tu puisses encore la signaler',
    where: 'En mémoire, 60 secondes après la conversation',
    others: nobody,
  },
  report: {
    what: 'Que tu signales quelqu’un, et pourquoi',
    why: 'Pour exclure qui est signalé par plusieurs personnes',
    where:
      'La raison comme un compte sans noms, tant que le serveur tourne ; qui a signalé le réseau de qui, et quand le réseau de qui a rencontré quelqu’un, en mémoire, sous des formes brouillées ; la durée est indiquée plus bas. Que vous ne vous rencontriez plus, tant que vous restez tous deux. Ni image ni texte',
    others: counted,
  },
  minor: {
    what: 'Que quelqu’un a trouvé que tu parais avoir moins de 18 ans',
    why: 'Pour que la modération regarde aussitôt, et puisse t’exclure',
    where:
      'En mémoire, comme un nombre aléatoire qui remplace ton adresse réseau : une demi-heure au plus avant que le radar ne l’ait, et une heure là-bas',
    others: 'Les opérateurs : le nombre et le moment, pas l’adresse',
  },
  route: {
    what: 'Comment un appel s’est établi : directement, par un relais, ou pas du tout',
    why: 'Pour voir si les appels fonctionnent',
    where: 'En mémoire pendant l’appel, puis comme un compte sans noms tant que le serveur tourne',
    others: counted,
  },
  signals: {
    what: 'Comment vos navigateurs se joignent',
    why: 'Il transmet le message',
    where: 'Jamais : vos deux navigateurs le scellent, et le serveur le transmet sans le lire',
    others: stranger,
  },
  stun: {
    what: 'Au serveur STUN : ton adresse réseau quand tu cherches, sauf si tu la caches',
    why: 'Il répond avec l’adresse, que ton navigateur derrière un routeur ne connaît pas',
    where:
      'Chez qui le gère, aussi longtemps qu’il le veut ; quel serveur c’est, cela est dit plus bas',
    others: 'Quiconque à qui le serveur STUN le dit',
  },
  relay: {
    what: 'Au relais : ton adresse réseau quand la page s’ouvre et quand tu cherches ; d’un appel qui y passe, les deux adresses, quand, et combien est envoyé',
    why: 'Pour voir s’il répond, et pour transmettre l’appel ; ce que c’est reste scellé',
    where:
      'En mémoire pendant ce temps ; pour les quotas, sous un nom brouillé qui change chaque heure',
    others: nobody,
  },
  ads: {
    what: 'Au réseau publicitaire : ton adresse réseau, quel navigateur tu utilises, et que tu visites ce site',
    why: 'Pour envoyer la publicité que tu as accepté de voir',
    where:
      'Chez le réseau publicitaire, aussi longtemps qu’il le veut ; jamais avant que tu acceptes sur l’écran en question',
    others: 'Quiconque à qui le réseau publicitaire le dit',
  },
  nickname: {
    what: 'Ton pseudo',
    why: '–',
    where: 'Jamais : il va à l’autre personne, de navigateur à navigateur',
    others: stranger,
  },
  talk: {
    what: 'Image, voix et texte',
    why: '–',
    where: 'Jamais : ils vont à l’autre personne, de navigateur à navigateur',
    others: stranger,
  },
  transfers: {
    what: 'Les fichiers, images et messages vocaux que tu envoies, et leurs noms',
    why: '–',
    where: 'Jamais : ils vont à l’autre personne, de navigateur à navigateur',
    others: stranger,
  },
}
