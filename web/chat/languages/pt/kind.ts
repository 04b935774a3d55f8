/** For shy and careful people, in Portuguese. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'As duas imagens ficam desfocadas até vocês dois tocarem em Revelar.',
    waiting: 'Você tocou em Revelar; esperando a outra pessoa.',
    asked: 'A outra pessoa quer se revelar.',
    press: 'Revelar',
    takeBack: 'Continuar desfocado',
    again: 'Desfocar de novo',
    clear: 'Agora vocês se veem com nitidez.',
    closed: {
      us: 'Sua imagem está desfocada de novo.',
      stranger: 'A imagem da outra pessoa está desfocada de novo, e a sua também.',
    },
    shareLater: 'Compartilhar a tela: depois que vocês dois se revelarem',
    floatLater: 'Imagem flutuante: depois que vocês dois se revelarem',
  },
  picture: {
    legend: 'O que a outra pessoa vê de você',
    choices: {
      camera: { label: 'Sua câmera', hint: 'Como ela é, ou desfocada se você começou assim.' },
      soft: { label: 'Foco suave', hint: 'Tudo suavizado: luz e movimento, sem detalhes.' },
      shape: {
        label: 'Uma forma desenhada',
        hint: 'Sua câmera fica desligada; a forma se move um pouco com a sua voz.',
      },
    },
  },
  question: {
    ask: 'Queremos uma pergunta',
    short: 'Pergunta',
    pause: 'Pergunta: a próxima daqui a pouco',
    intro: 'Uma pergunta para vocês dois',
  },
  liveness: {
    black: 'Sem imagem ao vivo: está preta.',
    frozen: 'Sem imagem ao vivo: está parada.',
    looping: 'Sem imagem ao vivo: ela se repete.',
  },
  stranger: {
    soft: 'A imagem da outra pessoa está suavizada',
    shape: 'A outra pessoa mostra uma forma desenhada',
  },
}
