/** What the operator chose, in French. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'Il n’y en a pas',
  calls: {
    name: 'Appels',
    choice: 'Directs, ou par le relais de ce serveur pour qui cache son adresse',
    always: 'Toujours par le relais de ce serveur',
    never: 'Directs, ou par le relais de ce serveur quand il n’y a pas de chemin direct',
    direct: 'Directs : ce serveur n’a pas de relais',
  },
  stun: 'Aide pour trouver un chemin direct (STUN)',
  turn: 'Relais (TURN)',
  limits: {
    name: 'Limites pour un réseau',
    visits: (figure) => ({
      one: `${figure} visite`,
      many: `${figure} de visites`,
      other: `${figure} visites`,
    }),
    searches: (figure) => ({
      one: `${figure} recherche`,
      many: `${figure} de recherches`,
      other: `${figure} recherches`,
    }),
    reports: (figure) => ({
      one: `${figure} signalement`,
      many: `${figure} de signalements`,
      other: `${figure} signalements`,
    }),
    pages: (figure) => ({
      one: `${figure} page`,
      many: `${figure} de pages`,
      other: `${figure} pages`,
    }),
    all: (visits, searches, reports, pages) =>
      `${visits} et ${searches} par minute, ${reports} par heure, ${pages} à la fois qui n’ont encore parlé avec personne`,
  },
  excess: {
    name: 'Réseaux qui en font trop',
    blocked: 'Ralentis ou exclus pour un temps',
    byHand: 'Limités ; exclus seulement si une personne l’a décidé',
    limited: 'Limités, mais pas exclus',
  },
  span: {
    name: 'Durée d’exclusion des réseaux',
    blocked: (longest) => `${longest} au plus, ou 30 jours si une personne l’a décidé`,
    byHand: '30 jours au plus, si une personne l’a décidé',
    never: 'Aucune exclusion',
  },
  reports: 'Durée pendant laquelle les signalements sont conservés',
  alerts: {
    name: 'Alertes vers un endroit hors de ce serveur',
    on: 'Que quelque chose s’est passé, et combien de fois',
    maybe: 'Si l’exploitant en a prévu : que quelque chose s’est passé, et combien de fois',
  },
  kept: {
    name: 'Conservé des visites',
    blocks: 'Rien, sauf les réseaux exclus, et ensuite une forme brouillée',
    nothing: 'Rien',
  },
  advertising: {
    name: 'Publicité',
    off: 'Désactivée',
    on: (network, from) =>
      `De ${network}, chargée depuis ${from} quand tu acceptes, sur le premier et le dernier écran seulement`,
  },
}
