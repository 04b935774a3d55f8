/** The frame of the policy pages, the terms, and the page of what the server can see, in English. */
export const pages = {
  frame: {
    /** What the operator chose is as it is now. */
    dated: (date: string) => `This text dates from ${date}.`,
    /** `page` leads to the English text. */
    translated: (page: string) =>
      `This is a translation. Where it differs from the ${page}, the English text counts.`,
    englishText: 'English text',
    languages: 'This page in other languages',
    questions: 'Questions',
    noContact: 'The operator of this server has not named a contact yet.',
    lobby: 'Return to the lobby',
    chosen: 'What the operator of this server chose',
  },
  terms: {
    title: 'Terms',
    who: {
      heading: 'Who may use it',
      text: 'Only people who are 18 or older. If you are younger, please leave now.',
    },
    conduct: {
      heading: 'How to treat each other',
      rules: [
        'No sexual content towards anybody who did not agree to it.',
        'No harassment, threats or hate.',
        'No spam, scams or advertising.',
        'Do not record or publish what a stranger shows you.',
        'Nothing that the law forbids where you are.',
      ],
      leave:
        'You can leave at any moment, with Next or Stop. If somebody looks under 18 or breaks these rules, press Report: the call ends at once.',
    },
    abuse: {
      heading: 'What we do about abuse',
      text: 'We limit how fast one network can connect, search and report. Whoever floods the server is cut off. We do not watch conversations, and we could not.',
    },
    guarantee: {
      heading: 'No guarantee',
      text: 'We do not know whom you will meet, and we do not check what they say. Do not share what you would not want a stranger to keep.',
    },
  },
  view: {
    title: 'What the server can see',
    lead: 'What anybody learns about you when you use this site, thing by thing: why, where it stays, and for how long. For each line the project has a test that fails when it is not true; what differs from server to server comes from the settings of this one.',
    data: {
      heading: 'Each thing about you',
      what: 'What',
      why: 'Why',
      where: 'Where, and how long',
      others: 'Who else',
    },
    observers: {
      heading: 'Who can do what, and who cannot',
      who: 'Who',
      can: 'Can',
      cannot: 'Cannot',
    },
    nobody:
      'Nobody can wipe what a stranger has seen, and no web page can prove that its server serves what its source says.',
  },
} as const
