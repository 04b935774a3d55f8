/** Undo, Meet again and calm mode in Portuguese. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    undo: {
      button: 'Desfazer',
      hint: 'Voltar à última pessoa, se ela também quiser (tecla Z).',
      said: 'Por três segundos, Z desfaz Próxima, se a outra pessoa também quiser.',
    },
    back: {
      button: 'Voltar atrás',
      hint: 'Por um momento vocês dois podem continuar, se ambos quiserem (tecla Z).',
      said: 'Por três segundos, Z traz você de volta, se a outra pessoa também quiser.',
    },
  },
  waiting: {
    undo: 'Se a outra pessoa também quiser, vocês voltam a conversar já, já.',
    back: 'Se a outra pessoa também quiser, vocês voltam a conversar já, já.',
    code: 'Vocês se encontram assim que ambos digitarem as três palavras. Deixe esta página aberta.',
  },
  left: (time) => `As palavras valem por mais ${time}.`,
  meet: {
    button: 'Encontrar de novo',
    hint: 'Se a outra pessoa também apertar, três palavras juntam vocês de novo.',
    wished:
      'Você quer um novo encontro. A outra pessoa fica sabendo se também apertar Encontrar de novo.',
    mutual: 'Vocês dois querem se encontrar de novo. Estas três palavras juntam vocês:',
    alone: 'Se a outra pessoa também apertar Encontrar de novo, estas três palavras juntam vocês:',
    until: (time) =>
      `Valem até ${time}, uma vez, e só nesta aba: não a feche nem recarregue. Os dois digitam as palavras na tela inicial.`,
    after:
      'Guarde na memória: valem 15 minutos depois desta chamada, uma vez, e só nesta aba. Os dois digitam as palavras na tela inicial.',
    close: 'OK',
  },
  entry: {
    open: 'Tem um código? Encontre de novo',
    label: 'Suas três palavras',
    hint: 'O código só funciona nesta aba: esta página guarda o que é dele por 15 minutos.',
    unknown:
      'Esta página não tem esse código. Confira as palavras; elas também podem ter expirado.',
    button: 'Encontrar de novo',
  },
  calm: { wait: (seconds) => `Próxima em ${seconds} s`, over: 'Próxima já funciona.' },
}
