/** For shy and careful people, in Spanish. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'Las dos imágenes están borrosas hasta que ambos pulsen Mostrarse.',
    waiting: 'Has pulsado Mostrarse; esperando a la otra persona.',
    asked: 'La otra persona quiere mostrarse.',
    press: 'Mostrarse',
    takeBack: 'Seguir borroso',
    again: 'Volver a borroso',
    clear: 'Ahora se ven con claridad.',
    closed: {
      us: 'Tu imagen vuelve a estar borrosa.',
      stranger: 'La imagen de la otra persona vuelve a estar borrosa, y la tuya también.',
    },
    shareLater: 'Compartir pantalla: cuando ambos se hayan mostrado',
    floatLater: 'Imagen flotante: cuando ambos se hayan mostrado',
  },
  picture: {
    legend: 'Lo que la otra persona ve de ti',
    choices: {
      camera: { label: 'Tu cámara', hint: 'Tal como es, o borrosa si empezaste así.' },
      soft: { label: 'Enfoque suave', hint: 'Todo suavizado: luz y movimiento, sin detalles.' },
      shape: {
        label: 'Una forma dibujada',
        hint: 'Tu cámara está apagada; la forma se mueve un poco con tu voz.',
      },
    },
  },
  question: {
    ask: 'Danos una pregunta',
    short: 'Pregunta',
    pause: 'Pregunta: la siguiente en un momento',
    intro: 'Una pregunta para los dos',
  },
  liveness: {
    black: 'No hay imagen en vivo: está negra.',
    frozen: 'No hay imagen en vivo: no se mueve.',
    looping: 'No hay imagen en vivo: se repite.',
  },
  stranger: {
    soft: 'La imagen de la otra persona está suavizada',
    shape: 'La otra persona muestra una forma dibujada',
  },
}
