/** Each thing about a visitor, in Portuguese. */
import type { Words } from '../shape.ts'

const stranger = 'A outra pessoa'
const nobody = 'Ninguém'
const counted = 'Quem opera o site: a contagem'
const sent = 'Nunca: vão para a outra pessoa, de navegador a navegador'

export const data: Words['data'] = {
  address: {
    what: 'Seu endereço de rede',
    why: 'Para responder a você e limitar abusos',
    where:
      'Na memória enquanto dura sua conexão, e até 60 segundos depois que a página da última pessoa encerrou a conversa, para que ela ainda possa denunciar você; uma hora quando sua rede fez algo fora do comum. Os limites guardam uma forma irreconhecível, e quantas vezes ela pediu algo, por até uma hora; o nginx, se está na frente deste servidor, guarda o próprio endereço na memória até que outros mais novos tomem o lugar dele',
    others: 'A outra pessoa, a menos que você o esconda',
  },
  consent: {
    what: 'Que você diz ter 18 anos ou mais e aceita os termos de uma data',
    why: 'Sem isso ninguém é apresentado',
    where:
      'Sim ou não, na memória enquanto dura sua conexão; a data é comparada com a dos termos, e não fica guardada',
    others: nobody,
  },
  block: {
    what: 'O endereço de uma rede que inunda o servidor, ou que várias pessoas desconhecidas denunciaram',
    why: 'Para frear ou barrar essa rede por um tempo',
    where:
      'Na lista de bloqueio, com um motivo e um fim; quanto isso pode durar está mais abaixo; depois, em forma irreconhecível, 90 dias no máximo',
    others: 'Quem opera o site',
  },
  shared: {
    what: 'Que você parece dividir seu endereço com outros',
    why: 'Para que ninguém seja bloqueado pelo que um vizinho faz',
    where: 'Um número na memória, enquanto dura sua conexão',
    others: nobody,
  },
  place: {
    what: 'Se seu endereço conta como o de uma rede privada, e se ainda havia um lugar para ele aqui',
    why: 'Para que navegadores da mesma casa se alcancem e ninguém ocupe todos os lugares',
    where: 'Sim ou não, na memória enquanto dura sua conexão',
    others: nobody,
  },
  promise: {
    what: 'Se sua busca promete uma imagem',
    why: 'Para que ninguém leve a culpa por uma imagem que nunca prometeu',
    where: 'Sim ou não, na memória, até sua próxima busca ou até você sair',
    others: nobody,
  },
  steady: {
    what: 'Se você conversou com alguém por um tempo, como as pessoas fazem',
    why: 'Para que você tenha limites próprios, façam o que fizerem outros atrás do mesmo endereço',
    where: 'Sim ou não, na memória enquanto dura sua conexão',
    others: nobody,
  },
  kept: {
    what: 'Se uma imagem prometida chegou à outra pessoa, e se uma das duas deixou logo a outra',
    why: 'Para notar programas que se passam por pessoas',
    where:
      'Sim ou não, na memória, sob formas irreconhecíveis dos dois endereços, até meia hora depois que ambas as pessoas saíram',
    others: nobody,
  },
  wish: {
    what: 'Vídeo ou texto, com calma ou não, seus interesses e idiomas',
    why: 'Para encontrar alguém que combine',
    where: 'Na memória enquanto você busca',
    others: 'A outra pessoa: os interesses e idiomas que vocês dois escolheram',
  },
  token: {
    what: 'Uma ficha aleatória, quando sua página quer encontrar de novo a mesma pessoa',
    why: 'Para juntar exatamente vocês dois: depois de uma conexão interrompida, quando os dois desfazem Próxima, ou com as três palavras de Encontrar de novo',
    where: 'Na memória, 20 segundos no máximo cada vez que sua página a mostra',
    others: nobody,
  },
  key: {
    what: 'Uma chave pública, nova a cada busca',
    why: 'Para que os navegadores de vocês dois possam selar o que dizem por este servidor',
    where: 'Na memória enquanto você busca; não é um nome: a próxima busca tem outra',
    others: stranger,
  },
  files: {
    what: 'Os arquivos desta página, se você aperta “Manter esta página neste dispositivo”',
    why: 'Para que ela abra sem rede',
    where:
      'No seu navegador, até você os remover ali; são os mesmos para todos, sem nada de você nem de uma conversa. Seu navegador os pede ao servidor, e em visitas seguintes pede mais novos; o servidor não anota nem uma coisa nem outra',
    others: 'Quem usa seu navegador pode descobrir que você manteve a página',
  },
  met: {
    what: 'Que você encontrou alguém',
    why: 'Para que você não encontre logo em seguida a mesma pessoa',
    where: 'Na memória, sob um número aleatório, 10 minutos no máximo',
    others: nobody,
  },
  last: {
    what: 'Uma ficha sobre a última pessoa',
    why: 'Para que você ainda possa denunciar',
    where: 'Na memória, 60 segundos depois da conversa',
    others: nobody,
  },
  report: {
    what: 'Que você denuncia alguém, e por quê',
    why: 'Para barrar quem várias pessoas denunciam',
    where:
      'O motivo como uma contagem sem nomes, enquanto o servidor funciona; quem denunciou a rede de quem, e quando a rede de quem encontrou alguém, na memória, em forma irreconhecível, por quanto tempo está mais abaixo. Que as duas pessoas não se encontrem de novo, enquanto ambas ficarem. Nem imagem nem texto',
    others: counted,
  },
  minor: {
    what: 'Que alguém achou que você parece ter menos de 18',
    why: 'Para que quem modera olhe logo, e possa barrar você',
    where:
      'Na memória, como um número aleatório que representa seu endereço de rede: meia hora no máximo até o radar recebê-lo, e uma hora lá',
    others: 'Quem opera o site: o número e quando, não o endereço',
  },
  route: {
    what: 'Como uma chamada se formou: direta, por um intermediário, ou de modo nenhum',
    why: 'Para ver se as chamadas funcionam',
    where:
      'Na memória durante a chamada, depois como uma contagem sem nomes enquanto o servidor funciona',
    others: counted,
  },
  signals: {
    what: 'Como os navegadores de vocês se alcançam',
    why: 'Ele passa a mensagem adiante',
    where: 'Nunca: os dois navegadores a selam, e o servidor a encaminha sem ler',
    others: stranger,
  },
  stun: {
    what: 'No servidor STUN: seu endereço de rede quando você busca, a menos que você o esconda',
    why: 'Ele responde com o endereço, que seu navegador atrás de um roteador não conhece',
    where: 'Com quem o mantém, pelo tempo que quiser; qual servidor é está escrito abaixo',
    others: 'Qualquer um a quem o servidor STUN contar',
  },
  relay: {
    what: 'No intermediário: seu endereço de rede quando a página abre e quando você busca; de uma chamada por ele, os dois endereços, quando, e quanto é enviado',
    why: 'Para ver se ele responde, e para passar a chamada adiante; o conteúdo continua selado',
    where:
      'Na memória enquanto isso; para as cotas, sob um nome irreconhecível que muda a cada hora',
    others: nobody,
  },
  ads: {
    what: 'Na rede de anúncios: seu endereço de rede, que navegador você usa, e que você visita este site',
    why: 'Para enviar o anúncio que você aceitou ver',
    where:
      'Com a rede de anúncios, pelo tempo que quiser; nunca antes de você aceitar naquela tela',
    others: 'Qualquer um a quem a rede de anúncios contar',
  },
  nickname: {
    what: 'Seu apelido',
    why: '–',
    where: 'Nunca: vai para a outra pessoa, de navegador a navegador',
    others: stranger,
  },
  talk: { what: 'Imagem, voz e texto', why: '–', where: sent, others: stranger },
  transfers: {
    what: 'Arquivos, imagens e mensagens de voz que você envia, e seus nomes',
    why: '–',
    where: sent,
    others: stranger,
  },
}
