/** The sentences of Undo, Meet again and calm mode, in Spanish. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Volver',
    hints: {
      undo: 'Vuelves con la última persona, si también lo quiere.',
      back: 'Durante un momento pueden seguir, si ambos quieren.',
    },
    said: 'Durante tres segundos puedes volver, si la otra persona también lo quiere.',
    key: 'Pulsa Z.',
  },
  waiting: {
    undo: 'Si la otra persona también lo quiere, en un momento vuelven a hablar.',
    back: 'Si la otra persona también lo quiere, en un momento vuelven a hablar.',
    code: 'Se encuentran en cuanto ambos hayan elegido las tres palabras. Deja abierta esta página.',
  },
  left: (time) => `Las palabras valen ${time} más.`,
  meet: {
    button: 'Vernos otra vez',
    hint: 'Si la otra persona también lo pulsa, con tres palabras vuelven a encontrarse.',
    wished:
      'Te gustaría otro encuentro. La otra persona lo sabrá si también pulsa «Vernos otra vez».',
    mutual: 'Ambos quieren volver a encontrarse. Lo logran con estas tres palabras:',
    alone:
      'Si la otra persona también pulsa «Vernos otra vez», se encuentran con estas tres palabras:',
    vain: 'La otra persona ya ha pasado a la siguiente, así que esta vez no hay palabras para volver.',
    until: (time) =>
      `Ambos las eligen aquí o en la pantalla de inicio, una vez, hasta las ${time}. No cierres ni recargues esta pestaña: no valen en ninguna otra. Si la otra persona cierra o recarga la suya, no llevan a ninguna parte.`,
    after: (minutes) =>
      `Ambos las eligen en la pantalla de inicio, una vez, en los ${minutes} minutos después de esta llamada. No cierres ni recargues esta pestaña: no valen en ninguna otra.`,
    close: 'Entendido',
  },
  entry: {
    open: '¿Tienes tres palabras? Vernos otra vez',
    label: 'Tus tres palabras',
    hint: 'Las palabras solo valen en esta pestaña: esta página guarda lo suyo durante quince minutos.',
    unknown:
      'Esta página no conoce esas palabras. Míralas otra vez; también pueden haber caducado.',
    button: 'Vernos otra vez',
    last: 'Vernos otra vez: la última persona',
    earlier: 'Vernos otra vez: una persona anterior',
  },
  calm: {
    wait: (time) => `Siguiente en ${time}`,
    over: '«Siguiente» ya funciona.',
  },
}
