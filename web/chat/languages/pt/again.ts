/** Undo, Meet again and calm mode in Portuguese. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Voltar',
    hints: {
      undo: 'De volta à última pessoa, se ela também quiser.',
      back: 'Por um momento vocês dois podem continuar, se ambos quiserem.',
    },
    said: 'Por três segundos você pode voltar, se a outra pessoa também quiser.',
    key: 'Aperte Z.',
  },
  waiting: {
    undo: 'Se a outra pessoa também quiser, vocês voltam a conversar já, já.',
    back: 'Se a outra pessoa também quiser, vocês voltam a conversar já, já.',
    code: 'Vocês se encontram assim que ambos escolherem as três palavras. Deixe esta página aberta.',
  },
  left: (time) => `As palavras valem por mais ${time}.`,
  meet: {
    button: 'Encontrar de novo',
    hint: 'Se a outra pessoa também apertar, três palavras juntam vocês de novo.',
    wished:
      'Você quer um novo encontro. A outra pessoa fica sabendo se também apertar Encontrar de novo.',
    mutual: 'Vocês dois querem se encontrar de novo. Estas três palavras juntam vocês:',
    alone: 'Se a outra pessoa também apertar Encontrar de novo, estas três palavras juntam vocês:',
    vain: 'A outra pessoa já seguiu em frente, então desta vez não há palavras para voltar.',
    until: (time) =>
      `Os dois as escolhem aqui ou na tela inicial, uma vez, até ${time}. Não feche nem recarregue esta aba: em outra elas não valem. Se a outra pessoa fechar ou recarregar a dela, não levam a lugar nenhum.`,
    after: (minutes) =>
      `Os dois as escolhem na tela inicial, uma vez, até ${minutes} minutos depois desta chamada. Não feche nem recarregue esta aba: em outra elas não valem.`,
    close: 'OK',
  },
  entry: {
    open: 'Tem três palavras? Encontre de novo',
    label: 'Suas três palavras',
    hint: 'As palavras só funcionam nesta aba: esta página guarda o que é delas por quinze minutos.',
    unknown:
      'Esta página não conhece essas palavras. Confira de novo; elas também podem ter expirado.',
    button: 'Encontrar de novo',
    last: 'Encontrar de novo: a última pessoa',
    earlier: 'Encontrar de novo: uma pessoa de antes',
  },
  calm: { wait: (time) => `Próxima em ${time}`, over: 'Próxima já funciona.' },
}
