/** The frame of the policy pages, the terms, and the page of what the server can see, in Spanish. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `Este texto es del ${date}.`,
    translated: (page) =>
      `Esto es una traducción. Donde difiera del ${page}, cuenta el texto en inglés.`,
    englishText: 'texto en inglés',
    languages: 'Esta página en otros idiomas',
    questions: 'Preguntas',
    noContact: 'Quien gestiona este servidor todavía no ha indicado un contacto.',
    lobby: 'Volver a la entrada',
    chosen: 'Lo que eligió quien gestiona este servidor',
  },
  terms: {
    title: 'Condiciones',
    who: {
      heading: 'Quién puede usarlo',
      text: 'Solo personas de 18 años o más. Si tienes menos, sal ahora, por favor.',
    },
    conduct: {
      heading: 'Cómo tratarnos',
      rules: [
        'Nada sexual hacia quien no lo haya aceptado.',
        'Nada de acoso, amenazas ni odio.',
        'Nada de spam, estafas ni publicidad.',
        'No grabes ni publiques lo que la otra persona te muestra.',
        'Nada que la ley prohíba donde estás.',
      ],
      leave:
        'Puedes irte en cualquier momento, con Siguiente o Salir. Si alguien parece menor de 18 años o rompe estas reglas, pulsa Denunciar: la llamada termina al instante.',
    },
    abuse: {
      heading: 'Qué hacemos contra los abusos',
      text: 'Limitamos la rapidez con que una red puede conectarse, buscar y denunciar. A quien inunda el servidor se le corta. No vigilamos las conversaciones, ni podríamos.',
    },
    guarantee: {
      heading: 'Sin garantía',
      text: 'No sabemos a quién encontrarás, y no comprobamos lo que se dice. No compartas lo que no querrías que se quedara una persona desconocida.',
    },
  },
  view: {
    title: 'Qué puede ver el servidor',
    lead: 'Lo que cualquiera llega a saber de ti cuando usas este sitio, cosa por cosa: por qué, dónde queda y cuánto tiempo. Para cada línea el proyecto tiene una prueba que falla si no es cierta; lo que cambia de un servidor a otro viene de los ajustes de este.',
    data: {
      heading: 'Cada cosa sobre ti',
      what: 'Qué',
      why: 'Por qué',
      where: 'Dónde, y cuánto tiempo',
      others: 'Quién más',
    },
    observers: {
      heading: 'Quién puede qué, y quién no',
      who: 'Quién',
      can: 'Puede',
      cannot: 'No puede',
    },
    nobody:
      'Nadie puede borrar lo que una persona desconocida ha visto, y ninguna página web puede demostrar que su servidor sirve lo que dice su código.',
  },
}
