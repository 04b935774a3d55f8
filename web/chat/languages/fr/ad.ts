/** Advertisements in French. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'Publicité',
  question: (network) =>
    `Il y a ici une place pour une publicité. Si elle est chargée, ${network} voit ton adresse réseau, ton navigateur, et que tu visites ce site.`,
  show: 'Afficher la publicité',
  refuse: 'Non merci',
  frame: (network) => `Publicité de ${network}`,
  slow: 'Elle ne se charge pas. Rien ne l’attend.',
  hide: 'Cacher la publicité',
}
