/** The start screen in Portuguese, as Brazil writes it. */
import type { Start } from '../shape.ts'

export const startWords: Start['startWords'] = {
  name: 'P2P Chat',
  promise: 'Converse com alguém que você não conhece. Direto. Nada fica guardado.',
  start: {
    mode: 'Como conversar',
    video: 'Vídeo',
    text: 'Só texto',
    interests: 'Interesses',
    optional: 'opcional',
    interestsHint: 'Enter ou vírgula adiciona um. No máximo dez.',
    addInterest: 'Adicione um interesse',
    interestsFull: 'Já são dez. Tire um para adicionar outro.',
    interestTooLong: (most) => `Um interesse tem no máximo ${most} caracteres.`,
    remove: (what) => `Tirar ${what}`,
    languages: 'Idiomas',
    addLanguage: 'Adicionar…',
    nickname: 'Apelido',
    nicknameHint: 'Só a outra pessoa recebe.',
    adultBefore: (age) => `Tenho ${age} anos ou mais e aceito os `,
    terms: 'termos',
    adultAfter: '.',
    adultNeeded: (age) => `Confirme que você tem ${age} anos ou mais e aceita os termos.`,
    find: 'Encontrar alguém',
    blur: 'Começar desfocado',
    blurHint: 'Ninguém é visto com nitidez até vocês dois tocarem em Revelar.',
    hide: 'Esconder meu endereço',
    address: 'Uma chamada direta mostra seu endereço de rede à outra pessoa.',
    hidden:
      'As chamadas passam pelo servidor intermediário deste site, então ninguém vê seu endereço de rede.',
    alwaysHidden:
      'Neste site toda chamada passa pelo servidor intermediário: ninguém vê seu endereço.',
    noRelay:
      'Uma chamada direta mostra seu endereço de rede à outra pessoa. Este site não tem servidor intermediário para escondê-lo.',
    neverHidden:
      'Uma chamada direta mostra seu endereço de rede à outra pessoa. Este site não esconde endereços.',
    devices: 'Câmera e som',
    askView: 'Ver o que o servidor sabe de mim agora',
    online: (figure) => ({
      one: `${figure} pessoa aqui`,
      many: `${figure} de pessoas aqui`,
      other: `${figure} pessoas aqui`,
    }),
    calm: 'Calma',
    calmHint: 'Pelo menos dez segundos com cada pessoa, e primeiro outras pessoas calmas.',
    keep: 'Manter esta página neste dispositivo',
    offline: 'Sem conexão com o servidor. Tentando de novo sozinho.',
    updating: 'O servidor está sendo atualizado. Volta já.',
  },
  footer: {
    label: 'Sobre',
    language: 'Idioma desta página',
    serverView: 'O que o servidor pode ver',
    privacy: 'Privacidade',
    terms: 'Termos',
    version: (version) => `v${version}`,
  },
  broken: {
    title: 'Algo deu errado nesta página',
    text: 'Uma parte não pôde ser carregada ou mostrada. Recarregue para continuar; nada foi enviado a lugar nenhum.',
    reload: 'Recarregar',
  },
}
