/** Undo, Meet again and calm mode in French. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Revenir',
    hints: {
      undo: 'Retour à la dernière personne, si elle le veut aussi.',
      back: 'Un instant encore vous pouvez continuer, si vous le voulez tous les deux.',
    },
    said: 'Pendant trois secondes tu peux revenir, si l’autre personne le veut aussi.',
    key: 'Appuie sur Z.',
  },
  waiting: {
    undo: 'Si l’autre personne le veut aussi, vous reparlez dans un instant.',
    back: 'Si l’autre personne le veut aussi, vous reparlez dans un instant.',
    code: 'Vous vous retrouvez dès que vous avez tous les deux choisi les trois mots. Garde cette page ouverte.',
  },
  left: (time) => `Les mots sont encore valables ${time}.`,
  meet: {
    button: 'Se revoir',
    hint: 'Si l’autre personne appuie aussi, trois mots vous réunissent à nouveau.',
    wished:
      'Tu aimerais une nouvelle rencontre. L’autre personne l’apprend en appuyant aussi sur Se revoir.',
    mutual: 'Vous voulez tous les deux vous revoir. Ces trois mots vous réunissent :',
    alone: 'Si l’autre personne appuie aussi sur Se revoir, ces trois mots vous réunissent :',
    vain: 'L’autre personne est déjà passée à quelqu’un d’autre : cette fois, aucun mot ne vous réunit.',
    until: (time) =>
      `Vous les choisissez tous les deux ici ou sur l’écran de départ, une fois, jusqu’à ${time}. Ne ferme ni ne recharge cet onglet : ailleurs ils ne valent rien. Si l’autre personne ferme ou recharge le sien, ils ne mènent nulle part.`,
    after: (minutes) =>
      `Vous les choisissez tous les deux sur l’écran de départ, une fois, dans les ${minutes} minutes après cet appel. Ne ferme ni ne recharge cet onglet : ailleurs ils ne valent rien.`,
    close: 'OK',
  },
  entry: {
    open: 'Tu as trois mots ? Retrouvez-vous',
    label: 'Tes trois mots',
    hint: 'Les mots ne marchent que dans cet onglet : cette page garde ce qui va avec pendant quinze minutes.',
    unknown: 'Cette page ne connaît pas ces mots. Relis-les ; ils ont peut-être aussi expiré.',
    button: 'Se revoir',
    last: 'Se revoir : la dernière personne',
    earlier: 'Se revoir : une personne d’avant',
  },
  calm: { wait: (time) => `Suivant dans ${time}`, over: 'Suivant marche à nouveau.' },
}
