/** Advertisements in Spanish. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'Publicidad',
  question: (network) =>
    `Aquí hay un lugar para un anuncio. Si se carga, ${network} ve la dirección de tu red, qué navegador usas y que visitas este sitio.`,
  show: 'Mostrar anuncio',
  refuse: 'No, gracias',
  frame: (network) => `Anuncio de ${network}`,
  slow: 'No se carga. Nada espera por él.',
  hide: 'Ocultar anuncio',
}
