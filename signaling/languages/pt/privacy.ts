/** The privacy page in Portuguese. */
import type { Words } from '../shape.ts'

export const privacy: Words['privacy'] = {
  title: 'Privacidade',
  lead: (elsewhere) =>
    `O P2P Chat apresenta duas pessoas desconhecidas e depois sai do caminho. Imagem, voz e texto vão de um navegador ao outro, selados. Não há contas nem cookies, nenhum endereço é guardado a menos que sua rede esteja bloqueada, e ${elsewhere}.`,
  elsewhere: (helpers, hasAds) => {
    const forCalls = helpers && ` além do que uma chamada exige, para ${helpers} (veja abaixo)`
    const forAds = hasAds ? ', a menos que você aceite ver um anúncio' : ''
    return `nada é enviado a mais ninguém${forCalls}${forAds}`
  },
  helpers: { stun: 'o servidor STUN', relay: 'o intermediário' },
  stranger: {
    heading: 'O que a outra pessoa descobre',
    address:
      'Numa chamada direta, seu endereço de rede (endereço IP). Ele pode revelar seu provedor e, mais ou menos, sua região. Com “Esconder meu endereço” na primeira tela, onde este servidor tem um intermediário e permite isso, tudo passa por esse intermediário, e a outra pessoa vê o endereço dele em vez do seu; sem o intermediário, então não há chamada. Uma chamada que não acha caminho direto também usa o intermediário, mas a essa altura o navegador da outra pessoa já recebeu seu endereço.',
    shown:
      'O que você mostra, diz e escreve, e seu apelido se você der um. Com “Começar desfocado”, uma imagem suavizada ou uma forma desenhada, a imagem da própria câmera não sai do seu navegador; que você escolheu isso é dito ao da outra pessoa.',
    common: 'Os interesses e idiomas que vocês dois escolheram; os outros não.',
  },
  server: (page) =>
    `Cada coisa, por quê, onde fica e por quanto tempo, e quem pode e quem não pode descobri-la está em “${page}”. Contagens sem nomes são guardadas enquanto o servidor funciona: pessoas conectadas, apresentações, denúncias por motivo. Nada disso é escrito em disco, e não há nenhum endereço no meio.`,
  ads: {
    heading: 'Publicidade',
    thisServer: 'este servidor',
    place: (network) =>
      `Este servidor tem um lugar para anúncios de ${network}, na primeira e na última tela de uma visita, nunca durante uma busca ou uma chamada. Cada um só é carregado depois que você aceitou naquela tela. Recusar não custa nada, e a um navegador que pede para não ser rastreado (Global Privacy Control) nem se pergunta.`,
    agreed: (network, from) =>
      `Assim que você aceita, seu navegador carrega o anúncio, servido por ${from} e por onde ${network} o guarda. ${network} vê então seu endereço de rede, que navegador você usa, e que você visita este site; o que é feito com isso, essa rede decide. O anúncio é executado num quadro fechado, que não alcança a página em volta, a câmera, o microfone, a tela, a localização nem nada guardado. Ele pode mostrar o que quiser dentro desse quadro, usar seu processador e sua linha enquanto aparece, e abrir uma página própria quando você clica nele.`,
    addresses:
      'Este servidor também proíbe o quadro de usar WebRTC, mas nenhum navegador ainda faz cumprir isso: por WebRTC o anúncio poderia descobrir endereços seus que um proxy ou uma VPN teria escondido dele.',
  },
  blocks: {
    heading: 'Redes que são barradas',
    how: 'Uma rede que envia muito mais do que as pessoas enviam é freada ou barrada por um tempo, e também uma de onde várias pessoas desconhecidas denunciaram alguém. Quem é barrado fica sabendo por quê, até quando, e recebe um código, a menos que o servidor já não responda nada à sua rede; com o código pode pedir que uma pessoa olhe de novo. Essa pessoa vê o endereço bloqueado, o motivo e o fim, e nada sobre quem você é ou quem você encontrou. Quando as buscas da sua rede são freadas, seu dispositivo trabalha antes alguns segundos. Isso freia inundações; não é um teste para saber se você é uma pessoa.',
    where:
      'As listas vão só para os servidores deste site. Se quem mantém o servidor criou um lugar para alertas, o servidor envia para lá que algo aconteceu e quantas vezes, nunca um endereço.',
  },
  end: {
    heading: 'Quando uma conversa termina',
    drop: 'Os dois navegadores soltam as mensagens, as chaves e a conexão. Eles as soltam; não podem apagar o chip de memória, e não podem impedir que a outra pessoa tenha tirado uma foto da tela.',
    secrets:
      'Por três segundos depois de Próxima, as duas páginas guardam um segredo aleatório, com o qual Próxima pode ser desfeita se os dois quiserem. A página guarda outro, só na memória dela, por 60 segundos depois do fim de uma conversa, para que ainda dê para apertar Encontrar de novo, e por 15 minutos se ele foi apertado. Enquanto uma página espera para encontrar de novo a mesma pessoa, o servidor vê uma ficha aleatória, e que os dois que a mostram vão juntos. O servidor não guarda nenhuma das duas coisas por mais tempo do que em qualquer outro encontro.',
  },
  keeping: {
    heading: 'Manter a página',
    text: 'Uma visita não deixa nada no seu navegador. Só se você aperta “Manter esta página neste dispositivo” na primeira tela, seu navegador guarda os arquivos da página, os mesmos para todos, até você os remover ali. Entre eles não há nada sobre você nem nada de uma conversa. Sons e notificações ficam desligados até você ligar, e nenhuma notificação tem uma palavra da outra pessoa.',
  },
  reports: {
    heading: 'Denúncias',
    text: 'Uma denúncia encerra a chamada e conta seu motivo. Ela não contém imagem nem texto. Vocês dois não são juntados de novo enquanto os dois estiverem aqui. Quando várias pessoas desconhecidas de redes diferentes denunciam a mesma pessoa, a rede dela é barrada por um tempo. Uma denúncia de que alguém parece ter menos de 18 chega na hora a quem modera: vê um número que representa essa pessoa, não o endereço, e pode barrar a rede dela; só então o endereço está na lista de bloqueio.',
  },
  limits: {
    heading: 'O que não podemos prometer',
    text: 'Quem mantém este servidor também serve esta página, e poderia servir outra. Seu provedor vê que uma chamada acontece e, se for direta, também com que endereço. Confirmar que você tem 18 anos prova que um aviso foi mostrado, não a idade de ninguém.',
  },
}
