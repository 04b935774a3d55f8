/** The sentences of Undo, Meet again and calm mode, in Spanish. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Volver',
    hints: {
      undo: 'Vuelves con la última persona, si también lo quiere.',
      back: 'Durante un momento podéis seguir, si ambos queréis.',
    },
    said: 'Durante tres segundos puedes volver, si la otra persona también lo quiere.',
    key: 'Pulsa Z.',
  },
  waiting: {
    undo: 'Si la otra persona también lo quiere, en un momento volvéis a hablar.',
    back: 'Si la otra persona también lo quiere, en un momento volvéis a hablar.',
    code: 'Os encontráis en cuanto ambos hayáis escrito las tres palabras. Deja abierta esta página.',
  },
  left: (time) => `Las palabras valen ${time} más.`,
  meet: {
    button: 'Vernos otra vez',
    hint: 'Si la otra persona también lo pulsa, tres palabras os vuelven a reunir.',
    wished:
      'Te gustaría volver a encontraros. La otra persona lo sabrá si también pulsa «Vernos otra vez».',
    mutual: 'Ambos queréis volver a encontraros. Estas tres palabras os reúnen:',
    alone: 'Si la otra persona también pulsa «Vernos otra vez», estas tres palabras os reúnen:',
    until: (time) =>
      `Ambos las escribís en la pantalla de inicio, una vez, hasta las ${time}. No cierres ni recargues esta pestaña: no valen en ninguna otra.`,
    after:
      'Ambos las escribís en la pantalla de inicio, una vez, en los 15 minutos después de esta llamada. No cierres ni recargues esta pestaña: no valen en ninguna otra.',
    close: 'Entendido',
  },
  entry: {
    open: '¿Tienes un código? Vernos otra vez',
    label: 'Tus tres palabras',
    hint: 'El código solo vale en esta pestaña: esta página guarda lo suyo durante 15 minutos.',
    unknown:
      'Esta página no tiene ese código. Mira bien las palabras; también pueden haber caducado.',
    button: 'Vernos otra vez',
  },
  calm: {
    wait: (time) => `Siguiente en ${time}`,
    over: '«Siguiente» ya funciona.',
  },
}
