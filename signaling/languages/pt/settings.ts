/** What the operator chose, in Portuguese. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'Não há',
  calls: {
    name: 'Chamadas',
    choice: 'Diretas, ou pelo intermediário deste servidor para quem esconde o endereço',
    always: 'Sempre pelo intermediário deste servidor',
    never: 'Diretas, ou pelo intermediário deste servidor quando não há caminho direto',
    direct: 'Diretas: este servidor não tem intermediário',
  },
  stun: 'Ajuda para achar um caminho direto (STUN)',
  turn: 'Intermediário (TURN)',
  limits: {
    name: 'Limites para uma rede',
    visits: (figure) => ({
      one: `${figure} visita`,
      many: `${figure} de visitas`,
      other: `${figure} visitas`,
    }),
    searches: (figure) => ({
      one: `${figure} busca`,
      many: `${figure} de buscas`,
      other: `${figure} buscas`,
    }),
    reports: (figure) => ({
      one: `${figure} denúncia`,
      many: `${figure} de denúncias`,
      other: `${figure} denúncias`,
    }),
    pages: (figure) => ({
      one: `${figure} página`,
      many: `${figure} de páginas`,
      other: `${figure} páginas`,
    }),
    all: (visits, searches, reports, pages) =>
      `${visits} e ${searches} por minuto, ${reports} por hora, ${pages} ao mesmo tempo que ainda não falaram com ninguém`,
  },
  excess: {
    name: 'Redes que fazem demais',
    blocked: 'Freadas ou barradas por um tempo',
    byHand: 'Limitadas; barradas só se uma pessoa decidir',
    limited: 'Limitadas, mas não barradas',
  },
  span: {
    name: 'Por quanto tempo as redes são barradas',
    blocked: (longest) => `${longest} no máximo, ou 30 dias se uma pessoa decidir`,
    byHand: '30 dias no máximo, se uma pessoa decidir',
    never: 'Nunca são barradas',
  },
  reports: 'Por quanto tempo as denúncias são lembradas',
  alerts: {
    name: 'Alertas para um lugar fora deste servidor',
    on: 'Que algo aconteceu, e quantas vezes',
    maybe: 'Se quem mantém o servidor criou um: que algo aconteceu, e quantas vezes',
  },
  kept: {
    name: 'O que fica guardado das visitas',
    blocks: 'Nada, além das redes que estão barradas, e depois uma forma irreconhecível',
    nothing: 'Nada',
  },
  advertising: {
    name: 'Publicidade',
    off: 'Desligada',
    on: (network, from) =>
      `De ${network}, servida por ${from} quando você aceita, só na primeira e na última tela`,
  },
}
