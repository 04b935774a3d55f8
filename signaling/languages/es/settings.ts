/** What the operator chose, in Spanish. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'No hay',
  calls: {
    name: 'Llamadas',
    choice: 'Directas, o por el servidor intermedio de este sitio para quien oculta su dirección',
    always: 'Siempre por el servidor intermedio de este sitio',
    never: 'Directas, o por el servidor intermedio de este sitio cuando no hay camino directo',
    direct: 'Directas: este servidor no tiene servidor intermedio',
  },
  stun: 'Ayuda para encontrar un camino directo (STUN)',
  turn: 'Servidor intermedio (TURN)',
  limits: {
    name: 'Límites para una red',
    visits: (figure) => ({
      one: `${figure} visita`,
      many: `${figure} de visitas`,
      other: `${figure} visitas`,
    }),
    searches: (figure) => ({
      one: `${figure} búsqueda`,
      many: `${figure} de búsquedas`,
      other: `${figure} búsquedas`,
    }),
    reports: (figure) => ({
      one: `${figure} denuncia`,
      many: `${figure} de denuncias`,
      other: `${figure} denuncias`,
    }),
    pages: (figure) => ({
      one: `${figure} página`,
      many: `${figure} de páginas`,
      other: `${figure} páginas`,
    }),
    all: (visits, searches, reports, pages) =>
      `${visits} y ${searches} por minuto, ${reports} por hora, ${pages} a la vez que aún no han hablado con nadie`,
  },
  excess: {
    name: 'Redes que hacen demasiado',
    blocked: 'Frenadas o excluidas por un tiempo',
    byHand: 'Limitadas; excluidas solo si lo decide una persona',
    limited: 'Limitadas, pero no excluidas',
  },
  span: {
    name: 'Cuánto tiempo se excluyen las redes',
    blocked: (longest) => `${longest} como máximo, o 30 días si lo decide una persona`,
    byHand: '30 días como máximo, si lo decide una persona',
    never: 'Nunca se excluyen',
  },
  reports: 'Cuánto tiempo se recuerdan las denuncias',
  alerts: {
    name: 'Avisos a un lugar fuera de este servidor',
    on: 'Que ha pasado algo, y cuántas veces',
    maybe: 'Si quien lo gestiona ha puesto uno: que ha pasado algo, y cuántas veces',
  },
  kept: {
    name: 'Lo que se guarda de las visitas',
    blocks: 'Nada, salvo las redes excluidas, y después una forma irreconocible',
    nothing: 'Nada',
  },
  advertising: {
    name: 'Publicidad',
    off: 'Desactivada',
    on: (network, from) =>
      `De ${network}, cargada desde ${from} cuando aceptas, solo en la primera y la última pantalla`,
  },
}
