/** Advertisements in Portuguese. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'Publicidade',
  question: (network) =>
    `Aqui há um lugar para um anúncio. Se ele for carregado, ${network} vê seu endereço de rede, qual navegador você usa e que você visita este site.`,
  show: 'Mostrar anúncio',
  refuse: 'Não, obrigado',
  frame: (network) => `Anúncio de ${network}`,
  slow: 'Não carrega. Nada espera por ele.',
  hide: 'Esconder anúncio',
}
