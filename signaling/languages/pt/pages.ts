/** The frame of the policy pages, the terms, and the page of what the server can see, in Portuguese. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `Este texto é de ${date}.`,
    translated: (page) =>
      `Isto é uma tradução. Onde ela difere do ${page}, vale o texto em inglês.`,
    englishText: 'texto em inglês',
    languages: 'Esta página em outros idiomas',
    questions: 'Perguntas',
    noContact: 'Quem mantém este servidor ainda não indicou um contato.',
    lobby: 'Voltar à entrada',
    chosen: 'O que escolheu quem mantém este servidor',
  },
  terms: {
    title: 'Termos',
    who: {
      heading: 'Quem pode usar',
      text: 'Só pessoas com 18 anos ou mais. Se você é mais jovem, saia agora, por favor.',
    },
    conduct: {
      heading: 'Como nos tratamos',
      rules: [
        'Nada sexual com quem não concordou com isso.',
        'Nada de assédio, ameaças ou ódio.',
        'Nada de spam, golpes ou propaganda.',
        'Não grave nem publique o que a outra pessoa mostra a você.',
        'Nada que a lei proíba onde você está.',
      ],
      leave:
        'Você pode sair a qualquer momento, com Próxima ou Sair. Se alguém parece ter menos de 18 ou quebra estas regras, aperte Denunciar: a chamada termina na hora.',
    },
    abuse: {
      heading: 'O que fazemos contra abusos',
      text: 'Limitamos a rapidez com que uma rede pode se conectar, buscar e denunciar. Quem inunda o servidor é cortado. Não vigiamos conversas, e não poderíamos.',
    },
    guarantee: {
      heading: 'Sem garantia',
      text: 'Não sabemos quem você vai encontrar, e não verificamos o que é dito. Não compartilhe o que você não gostaria que uma pessoa desconhecida guardasse.',
    },
  },
  view: {
    title: 'O que o servidor pode ver',
    lead: 'O que qualquer um fica sabendo sobre você quando você usa este site, item por item: por quê, onde fica e por quanto tempo. Para cada linha o projeto tem um teste que falha se ela não for verdade; o que muda de um servidor para outro vem das configurações deste.',
    data: {
      heading: 'Cada coisa sobre você',
      what: 'O quê',
      why: 'Por quê',
      where: 'Onde, e por quanto tempo',
      others: 'Quem mais',
    },
    observers: {
      heading: 'Quem pode o quê, e quem não pode',
      who: 'Quem',
      can: 'Pode',
      cannot: 'Não pode',
    },
    nobody:
      'Ninguém pode apagar o que uma pessoa desconhecida viu, e nenhuma página da web pode provar que seu servidor serve o que diz o código-fonte dela.',
  },
}
