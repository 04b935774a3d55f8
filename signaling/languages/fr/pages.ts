/** The frame of the policy pages, the terms, and the page of what the server can see, in French. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `Ce texte est du ${date}.`,
    translated: (page) =>
      `Ceci est une traduction. Là où elle diffère du ${page}, c’est le texte anglais qui compte.`,
    englishText: 'texte anglais',
    languages: 'Cette page dans d’autres langues',
    questions: 'Questions',
    noContact: 'L’exploitant de ce serveur n’a pas encore indiqué de contact.',
    lobby: 'Retour à l’accueil',
    chosen: 'Ce que l’exploitant de ce serveur a choisi',
  },
  terms: {
    title: 'Conditions',
    who: {
      heading: 'Qui peut l’utiliser',
      text: 'Seulement les personnes de 18 ans ou plus. Si tu es plus jeune, pars maintenant, s’il te plaît.',
    },
    conduct: {
      heading: 'Comment se traiter les uns les autres',
      rules: [
        'Rien de sexuel envers quelqu’un qui n’y a pas consenti.',
        'Ni harcèlement, ni menaces, ni haine.',
        'Ni spam, ni arnaque, ni publicité.',
        'N’enregistre pas et ne publie pas ce que l’autre personne te montre.',
        'Rien de ce que la loi interdit là où tu es.',
      ],
      leave:
        'Tu peux partir à tout moment, avec Suivant ou Quitter. Si quelqu’un semble avoir moins de 18 ans ou enfreint ces règles, appuie sur Signaler : l’appel se termine aussitôt.',
    },
    abuse: {
      heading: 'Ce que nous faisons contre les abus',
      text: 'Nous limitons la vitesse à laquelle un réseau peut se connecter, chercher et signaler. Qui inonde le serveur est coupé. Nous ne surveillons pas les conversations, et nous ne le pourrions pas.',
    },
    guarantee: {
      heading: 'Aucune garantie',
      text: 'Nous ne savons pas qui tu rencontreras, et nous ne vérifions pas ce qui est dit. Ne partage pas ce que tu ne voudrais pas qu’une personne inconnue garde.',
    },
  },
  view: {
    title: 'Ce que le serveur peut voir',
    lead: 'Ce que quiconque apprend de toi quand tu utilises ce site, chose par chose : pourquoi, où cela reste et combien de temps. Pour chaque ligne, le projet a un test qui échoue si elle n’est pas vraie ; ce qui change d’un serveur à l’autre vient des réglages de celui-ci.',
    data: {
      heading: 'Chaque chose qui te concerne',
      what: 'Quoi',
      why: 'Pourquoi',
      where: 'Où, et combien de temps',
      others: 'Qui d’autre',
    },
    observers: {
      heading: 'Qui peut quoi, et qui ne le peut pas',
      who: 'Qui',
      can: 'Peut',
      cannot: 'Ne peut pas',
    },
    nobody:
      'Personne ne peut effacer ce qu’une personne inconnue a vu, et aucune page web ne peut prouver que son serveur sert ce que dit son code source.',
  },
}
