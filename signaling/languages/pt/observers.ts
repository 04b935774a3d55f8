/** Who can do what, and who cannot, in Portuguese. */
import type { Words } from '../shape.ts'

const anybody = (cannot: string) => ({
  who: 'Qualquer outra pessoa',
  can: 'Ver esta página, e quantas pessoas estão aqui, em múltiplos de 8',
  cannot,
})

export const observers: Words['observers'] = {
  stranger: {
    who: 'A outra pessoa',
    can: 'Ver e guardar o que você mostra, diz e escreve; ver seu endereço de rede, a menos que você o esconda',
    cannot:
      'Ver seu endereço quando você o esconde; descobrir um número ou nome para reconhecer você; fazer sua página fazer qualquer coisa',
  },
  operator: {
    who: 'Quem mantém este servidor',
    can: 'Ver endereços enquanto as pessoas estão conectadas, contá-los e barrar redes; servir a você outra página que não a deste projeto',
    cannot:
      'Ler, ouvir ou ver uma conversa sem ser notado: comparem os símbolos, e quem estiver no meio aparece; consultar depois quem encontrou quem, enquanto rodar aqui o servidor deste projeto: outro poderia guardar isso, e ninguém veria',
  },
  stun: {
    who: 'O servidor STUN, que diz aos navegadores qual é o endereço público deles',
    can: 'Ver seu endereço de rede, e quando você busca, a menos que você o esconda; deduzir disso quem usa este site',
    cannot: 'Ver quem você encontra, ou algo de uma chamada: nada disso passa por ali',
  },
  relay: {
    who: 'O intermediário',
    can: 'Ver os endereços dos dois, quando, e quanto',
    cannot: 'Ver o que é: ele passa adiante o que os navegadores selaram',
  },
  ads: {
    who: 'A rede de anúncios, depois que você aceitou ver o anúncio dela',
    can: 'Ver seu endereço de rede, que navegador você usa, e que você visita este site; executar seu próprio programa num quadro fechado, onde nenhum navegador ainda a impede de usar WebRTC para descobrir mais endereços seus; abrir uma página quando você clica nele',
    cannot:
      'Alcançar a página em volta, uma conversa, a câmera, o microfone, a tela, a localização ou algo guardado; estar presente durante uma busca ou uma chamada; descobrir algo antes de você aceitar',
  },
  network: {
    who: 'Sua rede, ou uma VPN',
    can: 'Ver que você usa este site, e que uma chamada acontece; numa chamada direta também o endereço da outra pessoa, quando, e quanto',
    cannot: 'Ler qualquer coisa dela',
  },
  disk: {
    who: 'Quem levar o disco do servidor',
    can: 'Achar as redes que estão barradas agora e, por tentativas, as que estiveram nos últimos 90 dias, se a chave estava ao lado; achar o que fez quem opera o site',
    cannot:
      'Achar o endereço de qualquer outro visitante, uma conversa, ou quem encontrou quem: isso nunca esteve lá',
  },
  anybody: anybody(
    'Saber que você está aqui: este site não conta a ninguém, e não carrega nada de outro lugar',
  ),
  anybodyAds: anybody(
    'Saber que você está aqui: este site não conta a ninguém, e não carrega nada de outro lugar até você aceitar um anúncio',
  ),
  anybodyHelped: anybody(
    'Saber que você está aqui: este site não conta a ninguém além dos servidores citados aqui, e não carrega nada de outro lugar',
  ),
  anybodyHelpedAds: anybody(
    'Saber que você está aqui: este site não conta a ninguém além dos servidores citados aqui, e não carrega nada de outro lugar até você aceitar um anúncio',
  ),
}
