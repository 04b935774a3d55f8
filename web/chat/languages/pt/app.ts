/** The page as an app in Portuguese. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: 'Manter esta página neste dispositivo?',
    text: 'Assim ela abre até sem rede, e avisa. Só os arquivos da página são mantidos, iguais para todo mundo: nada sobre você, e nada de nenhuma conversa.',
    trace:
      'Quem usar este navegador pode descobrir que você a manteve. Você pode removê-la aqui a qualquer momento.',
    keep: 'Manter',
    keeping: 'Mantendo…',
    kept: 'Esta página está mantida neste dispositivo',
    remove: 'Remover',
    broken:
      'Este navegador não conseguiu manter a página. Janelas privadas muitas vezes não conseguem.',
    install: 'Instalar como aplicativo',
    installHint:
      'Seu navegador também pode oferecer a instalação como aplicativo, no menu dele. O aplicativo é esta mesma página, começa neste idioma e não guarda nada sozinho.',
    close: 'Fechar',
  },
  attention: {
    legend: 'Quando algo acontece',
    sounds: 'Sons',
    soundsHint:
      'Quando alguém é encontrado, e quando chega uma mensagem com esta página fora de vista.',
    notifications: 'Notificações na área de trabalho',
    notificationsHint:
      'Quando alguém é encontrado com esta página fora de vista. Nunca com uma palavra da outra pessoa.',
    denied:
      'Seu navegador bloqueia as notificações desta página. Permita nas configurações do site e ligue isto de novo.',
    notKept: (button: string) =>
      `Neste dispositivo, só uma página mantida pode mostrar notificações. Escolha primeiro “${button}” na tela inicial e ligue isto de novo.`,
    unsupported: 'Este navegador não mostra notificações de páginas.',
    found: 'Tem alguém aqui',
    foundText: 'Vocês estão conectados. A outra pessoa vê que você está ausente.',
    foundTitle: (name) => `Tem alguém aqui · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: {
    more: (figure) => `Mais ${figure} sobre esta chamada`,
    less: 'Menos sobre esta chamada',
  },
  notes: {
    label: 'Avisos sobre esta página',
    offline: 'Você está sem rede. Encontrar alguém precisa de uma conexão.',
    outdated: 'Uma versão nova está pronta.',
    reload: 'Recarregar',
    later: 'Mais tarde',
  },
}
