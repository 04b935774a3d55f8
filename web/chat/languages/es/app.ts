/** The page as an app, in Spanish. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: '¿Guardar esta página en este dispositivo?',
    text: 'Así se abre incluso sin red, y lo dice. Solo se guardan los archivos de la página, iguales para todos: nada sobre ti ni de ninguna conversación.',
    trace:
      'Quien use este navegador puede descubrir que la guardaste. Puedes quitarla aquí cuando quieras.',
    keep: 'Guardarla',
    keeping: 'Guardando…',
    kept: 'Esta página está guardada en este dispositivo',
    remove: 'Quitarla',
    broken: 'Este navegador no pudo guardar la página. En ventanas privadas a menudo no se puede.',
    install: 'Instalar como aplicación',
    installHint:
      'Tu navegador también puede ofrecer instalarla como aplicación, en su menú. La aplicación es esta misma página, empieza en este idioma y por sí sola no guarda nada.',
    close: 'Cerrar',
  },
  attention: {
    legend: 'Cuando pasa algo',
    sounds: 'Sonidos',
    soundsHint:
      'Cuando aparece alguien, y cuando llega un mensaje mientras esta página no está a la vista.',
    notifications: 'Notificaciones de escritorio',
    notificationsHint:
      'Cuando aparece alguien mientras esta página no está a la vista. Nunca con una palabra de la otra persona.',
    denied:
      'Tu navegador bloquea las notificaciones de esta página. Permítelas en los ajustes del sitio y vuelve a activarlas aquí.',
    notKept: (button: string) =>
      `En este dispositivo solo una página guardada puede mostrar notificaciones. Elige primero «${button}» en la pantalla de inicio y vuelve a activarlas aquí.`,
    unsupported: 'Este navegador no muestra notificaciones de páginas.',
    found: 'Hay alguien aquí',
    foundText: 'Ya están conectados. La otra persona ve que no estás.',
    foundTitle: (name) => `Hay alguien aquí · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: {
    more: (figure) => `Más sobre esta llamada: ${figure}`,
    less: 'Menos sobre esta llamada',
  },
  notes: {
    label: 'Avisos sobre esta página',
    offline: 'No hay conexión a internet. Para conocer a alguien hace falta una red.',
    outdated: 'Hay una versión nueva.',
    reload: 'Recargar',
    later: 'Más tarde',
  },
}
