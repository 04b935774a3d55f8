/** The start screen in Spanish. */
import type { Start } from '../shape.ts'

export const startWords: Start['startWords'] = {
  name: 'P2P Chat',
  promise: 'Habla con alguien que no conoces. Directamente. No se guarda nada.',
  start: {
    mode: 'Cómo conocerse',
    video: 'Video',
    text: 'Solo texto',
    interests: 'Intereses',
    optional: 'opcional',
    interestsHint: 'Se añaden con Intro o con una coma. Diez como máximo.',
    addInterest: 'Añade un interés',
    interestsFull: 'Ya son diez. Quita uno para añadir otro.',
    interestTooLong: (most) => `Un interés tiene ${most} caracteres como máximo.`,
    remove: (what) => `Quitar ${what}`,
    languages: 'Idiomas',
    addLanguage: 'Añadir…',
    nickname: 'Apodo',
    nicknameHint: 'Solo lo recibe la otra persona.',
    adultBefore: (age) => `Tengo ${age} años o más y acepto las `,
    terms: 'condiciones',
    adultAfter: '.',
    adultNeeded: (age) => `Confirma que tienes ${age} años o más y que aceptas las condiciones.`,
    find: 'Buscar a alguien',
    blur: 'Empezar borroso',
    blurHint: 'Ninguno de los dos se ve con claridad hasta que ambos pulsen Mostrarse.',
    hide: 'Ocultar mi dirección',
    address: 'En una llamada directa, la otra persona ve la dirección de tu red.',
    hidden:
      'Las llamadas pasan por el servidor intermedio de este sitio, así que nadie ve la dirección de tu red.',
    alwaysHidden:
      'En este sitio todas las llamadas pasan por su servidor intermedio: nadie ve tu dirección.',
    noRelay:
      'En una llamada directa, la otra persona ve la dirección de tu red. Este sitio no tiene un servidor intermedio que la oculte.',
    neverHidden:
      'En una llamada directa, la otra persona ve la dirección de tu red. Este sitio no oculta direcciones.',
    calm: 'Con calma',
    calmHint: 'Al menos diez segundos con cada persona, y primero otra gente que va con calma.',
    devices: 'Cámara y sonido',
    askView: 'Ver qué sabe ahora el servidor de mí',
    keep: 'Guardar esta página en este dispositivo',
    online: (figure) => ({
      one: `${figure} persona aquí`,
      many: `${figure} de personas aquí`,
      other: `${figure} personas aquí`,
    }),
    offline: 'Sin conexión con el servidor. Se vuelve a intentar solo.',
    updating: 'El servidor se está actualizando. Vuelve enseguida.',
  },
  footer: {
    label: 'Acerca de',
    language: 'Idioma de esta página',
    serverView: 'Qué puede ver el servidor',
    privacy: 'Privacidad',
    terms: 'Condiciones',
    version: (version) => `v${version}`,
  },
  broken: {
    title: 'Algo ha fallado en esta página',
    text: 'Una parte no se ha podido cargar o mostrar. Recárgala para continuar; no se ha enviado nada a ninguna parte.',
    reload: 'Recargar',
  },
}
