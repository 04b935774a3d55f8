/** A search, a call and its end in Portuguese. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: 'Podemos usar sua câmera e seu microfone?',
    text: 'Seu navegador está perguntando agora. Imagem e voz vão só para a outra pessoa, nunca para o nosso servidor.',
    audioOnly: 'Continuar só com áudio',
    without: 'Continuar sem câmera nem microfone',
    withoutHint: 'Sem câmera nem microfone você ainda pode ver e ouvir a outra pessoa, e escrever.',
    cancel: 'Cancelar',
    retry: 'Tentar de novo',
    voiceTitle: 'Podemos usar seu microfone?',
    voiceText:
      'Seu navegador está perguntando agora. A voz vai só para a outra pessoa, nunca para o nosso servidor. Sua câmera fica desligada.',
    drawn: 'Continuar como uma forma desenhada',
    drawnUnheard: 'Continuar como uma forma desenhada, sem microfone',
  },
  deviceProblem: {
    denied: {
      title: 'A câmera está bloqueada',
      text: 'Permita câmera e microfone para esta página nas configurações do navegador e tente de novo.',
    },
    inUse: {
      title: 'A câmera está ocupada',
      text: 'Outro programa ou outra aba está usando a câmera ou o microfone. Feche e tente de novo.',
    },
    notFound: {
      title: 'Nenhuma câmera ou microfone',
      text: 'Conecte um e tente de novo. Ou continue sem.',
    },
    insecure: {
      title: 'Esta página veio sem criptografia',
      text: 'Os navegadores só liberam a câmera para páginas seguras. Abra este endereço com https ou continue sem.',
    },
    unplugged: {
      title: 'Um dispositivo foi desconectado',
      text: 'Conecte a câmera ou o microfone outra vez e tente de novo.',
    },
    unknown: {
      title: 'A câmera não ligou',
      text: 'Tente de novo ou continue sem ela.',
    },
    microphoneDenied: {
      title: 'O microfone está bloqueado',
      text: 'Para ser ouvido, permita o microfone para esta página nas configurações do navegador e tente de novo.',
    },
    microphoneInUse: {
      title: 'O microfone está ocupado',
      text: 'Para ser ouvido, feche o outro programa ou a outra aba que usa o microfone e tente de novo.',
    },
    microphoneUnknown: {
      title: 'O microfone não ligou',
      text: 'Para ser ouvido, tente de novo. Ou continue sem voz.',
    },
    noMicrophone: {
      title: 'Nenhum microfone',
      text: 'Para ser ouvido, conecte um microfone e tente de novo.',
    },
    noCamera: {
      title: 'Nenhuma câmera',
      text: 'Para ser visto, conecte uma câmera e tente de novo.',
    },
  },
  relay: {
    away: 'Uma chamada direta mostra seu endereço de rede à outra pessoa. O servidor intermediário que o esconde não responde agora.',
    full: 'Uma chamada direta mostra seu endereço de rede à outra pessoa. O servidor intermediário que o esconde está sem espaço para sua rede agora.',
    hiddenAway:
      'O servidor intermediário que esconde seu endereço não responde agora, então não daria para chamar ninguém.',
    hiddenFull:
      'O servidor intermediário que esconde seu endereço está sem espaço para sua rede agora.',
    check: 'Verificar de novo',
  },
  search: {
    title: 'Procurando alguém…',
    titleInterests: (interests) => `Procurando alguém que goste de ${interests}`,
    connecting: 'Conectando…',
    keepOpen: 'Deixe esta página aberta. Você pode sair quando quiser.',
    hint: 'Ainda procurando. Está calmo agora.',
    hintAnyone:
      'Ainda procurando. Está calmo agora, então pode ser qualquer pessoa, goste do que gostar.',
    cancel: 'Cancelar',
    atStart: 'Você voltou ao início.',
  },
  notice: {
    couldNotConnect: 'Não deu para conectar vocês dois. Procurando outra pessoa.',
    notBack: 'Vocês dois não voltaram juntos. Procurando outra pessoa.',
    reconnecting: 'Não dá para alcançar o servidor. Tentando de novo; sua busca continua.',
    updating: 'O servidor está sendo atualizado. Volta já; sua busca continua.',
    crowded: 'Está muito movimentado agora. Tentando de novo.',
    slowed:
      'Muitas buscas vêm da sua rede, então esta espera alguns segundos enquanto seu dispositivo faz um pequeno cálculo. Isso freia enxurradas; não é um teste para você.',
  },
  returning: { undo: 'Voltando…', back: 'Voltando…', code: 'Esperando a outra pessoa…' },
  call: {
    label: 'Chamada',
    stranger: 'A outra pessoa',
    you: 'Você',
    pairing: 'Tem alguém aqui. Conectando…',
    pairingAgain: 'Não funcionou. Tentando mais uma vez…',
    connected: 'Você está falando com alguém. Diga oi.',
    connectedBy: (common) => `Você está falando com alguém. ${common} Diga oi.`,
    common: (what) => `Vocês dois gostam de ${what}.`,
    commonLanguage: (what) => `Vocês dois falam ${what}.`,
    away: 'A outra pessoa não está olhando…',
    back: 'A outra pessoa voltou. Vocês estão conversando de novo.',
    recovering: 'A conexão caiu. Trazendo a outra pessoa de volta…',
    serverLost: 'O servidor está fora. Sua chamada continua sem ele.',
    serverUpdating: 'O servidor está sendo atualizado. Sua chamada continua sem ele.',
    cameraOff: 'A câmera da outra pessoa está desligada',
    ownCameraOff: 'Sua câmera está desligada',
    ownOnly: 'Só você vê isto.',
    microphoneOff: 'A outra pessoa está no mudo',
    turnSoundOn: 'Ligar o som',
    moveSelf: 'Mover sua imagem',
    hideSelf: 'Esconder sua imagem',
    showSelf: 'Mostrar sua imagem',
    armed: 'Pressione Esc de novo para sair',
  },
  together: (title, text) => `${title}. ${text}`,
  ended: {
    skipped: {
      title: 'A outra pessoa seguiu em frente',
      text: 'Ela preferiu conhecer outra pessoa.',
    },
    left: { title: 'A outra pessoa saiu', text: 'A outra pessoa encerrou a conversa.' },
    lost: {
      title: 'A conexão caiu',
      text: 'Não deu para alcançar a outra pessoa de novo. Pode ser a rede dela ou a sua.',
    },
    away: {
      title: 'Você estava ausente',
      text: 'Esta página ficou fora de vista por dois minutos, então a conversa terminou.',
    },
    strangerAway: {
      title: 'A outra pessoa não voltou',
      text: 'A página dela ficou fora de vista por dois minutos, então a conversa terminou.',
    },
    stopped: { title: 'Você saiu', text: 'A conversa sumiu dos dois navegadores.' },
    reported: {
      title: 'Você encerrou a chamada',
      text: 'Você denunciou a outra pessoa.',
    },
    tampered: {
      title: 'A apresentação foi alterada',
      text: 'Algo no caminho mudou o que os navegadores de vocês disseram um ao outro, então não conectamos vocês.',
    },
    tooManySearches: {
      title: 'Um pouco mais devagar, por favor',
      text: 'Houve muitas buscas da sua rede. Espere um momento.',
    },
    blocked: {
      title: 'Sua rede está bloqueada por enquanto',
      text: 'Pode ser por algo que outra pessoa da sua rede fez.',
    },
    outdated: {
      title: 'Esta página está desatualizada',
      text: 'Recarregue para ter a versão nova.',
    },
    differed: {
      title: 'Há alguém no meio',
      text: 'Vocês dois viram símbolos diferentes, então o que dizem aqui pode ser lido no caminho. Saia deste site e avise outras pessoas: quem o mantém está em Privacidade.',
    },
    noRelay: {
      title: 'O servidor intermediário não responde',
      text: 'Só por ele seu endereço fica escondido, então a chamada parou aqui. Nada foi direto para a outra pessoa.',
    },
    relayFull: {
      title: 'O servidor intermediário está cheio',
      text: 'Ele está sem espaço para sua rede agora, e só por ele seu endereço fica escondido. Tente de novo em alguns minutos.',
    },
    apart: {
      title: 'Não deu para conectar vocês dois',
      text: 'Os navegadores não acharam um caminho. As três palavras continuam valendo: escolha-as de novo na tela inicial.',
    },
    codeOver: {
      title: 'Suas três palavras expiraram',
      text: 'Passaram quinze minutos, e a outra pessoa não veio.',
    },
    unsupported: {
      title: 'As chamadas não funcionam aqui',
      text: 'Este navegador não tem chamadas privadas. Tente outro navegador.',
    },
  },
  reportResult: {
    sending: 'Enviando sua denúncia…',
    accepted:
      'Obrigado. Sua denúncia foi contada: vocês não vão se encontrar de novo enquanto os dois estiverem aqui.',
    lapsed: 'Tarde demais: o servidor já não se lembra dessa pessoa, e a denúncia não foi contada.',
    tooMany: 'Sua rede enviou muitas denúncias na última hora, então esta não foi contada.',
  },
}
