/** For shy and careful people, in French. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'Les deux images restent floues jusqu’à ce que vous appuyiez tous les deux sur Se montrer.',
    waiting: 'Tu as appuyé sur Se montrer ; en attente de l’autre personne.',
    asked: 'L’autre personne aimerait se montrer.',
    press: 'Se montrer',
    takeBack: 'Rester flou',
    again: 'Redevenir flou',
    clear: 'Vous vous voyez maintenant clairement.',
    closed: {
      us: 'Ton image est de nouveau floue.',
      stranger: 'L’image de l’autre personne est de nouveau floue, et la tienne aussi.',
    },
    shareLater: 'Partage d’écran : une fois que vous vous êtes montrés',
    floatLater: 'Image flottante : une fois que vous vous êtes montrés',
  },
  picture: {
    legend: 'Ce que l’autre personne voit de toi',
    choices: {
      camera: { label: 'Ta caméra', hint: 'Telle quelle, ou floue si tu as commencé ainsi.' },
      soft: {
        label: 'Image adoucie',
        hint: 'Tout est adouci : lumière et mouvement, aucun détail.',
      },
      shape: {
        label: 'Une forme dessinée',
        hint: 'Ta caméra est éteinte ; la forme bouge un peu avec ta voix.',
      },
    },
  },
  question: {
    ask: 'Une question pour nous',
    short: 'Question',
    pause: 'Question : la suivante dans un instant',
    intro: 'Une question pour vous deux',
  },
  liveness: {
    black: 'Pas d’image en direct : elle est noire.',
    frozen: 'Pas d’image en direct : elle ne bouge pas.',
    looping: 'Pas d’image en direct : elle se répète.',
  },
  stranger: {
    soft: 'L’image de l’autre personne est adoucie',
    shape: 'L’autre personne montre une forme dessinée',
  },
}
