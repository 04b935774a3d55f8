/** A search, a call and its end in Spanish. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: '¿Podemos usar tu cámara y tu micrófono?',
    text: 'Tu navegador te lo pregunta ahora. La imagen y la voz van solo a la otra persona, nunca a nuestro servidor.',
    audioOnly: 'Seguir solo con audio',
    without: 'Seguir sin cámara ni micrófono',
    withoutHint:
      'Sin cámara ni micrófono también puedes ver y oír a la otra persona, y escribirle.',
    cancel: 'Cancelar',
    retry: 'Reintentar',
    voiceTitle: '¿Podemos usar tu micrófono?',
    voiceText:
      'Tu navegador te lo pregunta ahora. La voz va solo a la otra persona, nunca a nuestro servidor. Tu cámara sigue apagada.',
    drawn: 'Seguir como una forma dibujada',
    drawnUnheard: 'Seguir como una forma dibujada, sin micrófono',
  },
  deviceProblem: {
    denied: {
      title: 'La cámara está bloqueada',
      text: 'Permite la cámara y el micrófono para esta página en los ajustes del navegador y vuelve a intentarlo.',
    },
    inUse: {
      title: 'La cámara está ocupada',
      text: 'Otro programa u otra pestaña usa la cámara o el micrófono. Ciérralo y vuelve a intentarlo.',
    },
    notFound: {
      title: 'No hay cámara ni micrófono',
      text: 'Conecta uno y vuelve a intentarlo. O sigue sin ellos.',
    },
    insecure: {
      title: 'Esta página llegó sin cifrado',
      text: 'Los navegadores solo dan la cámara a páginas seguras. Abre esta dirección con https o sigue sin cámara.',
    },
    unplugged: {
      title: 'Se ha desconectado un dispositivo',
      text: 'Vuelve a conectar la cámara o el micrófono y prueba otra vez.',
    },
    unknown: {
      title: 'La cámara no se ha encendido',
      text: 'Vuelve a intentarlo o sigue sin ella.',
    },
    microphoneDenied: {
      title: 'El micrófono está bloqueado',
      text: 'Para que te oigan, permite el micrófono para esta página en los ajustes del navegador y vuelve a intentarlo.',
    },
    microphoneInUse: {
      title: 'El micrófono está ocupado',
      text: 'Para que te oigan, cierra el otro programa o la otra pestaña que usa el micrófono y vuelve a intentarlo.',
    },
    microphoneUnknown: {
      title: 'El micrófono no se ha encendido',
      text: 'Para que te oigan, vuelve a intentarlo. O sigue sin voz.',
    },
    noMicrophone: {
      title: 'No hay micrófono',
      text: 'Para que te oigan, conecta un micrófono y vuelve a intentarlo.',
    },
    noCamera: {
      title: 'No hay cámara',
      text: 'Para que te vean, conecta una cámara y vuelve a intentarlo.',
    },
  },
  relay: {
    away: 'En una llamada directa, la otra persona ve la dirección de tu red. El servidor intermedio que la oculta no responde ahora.',
    full: 'En una llamada directa, la otra persona ve la dirección de tu red. El servidor intermedio que la oculta no tiene sitio ahora para tu red.',
    hiddenAway:
      'El servidor intermedio que oculta tu dirección no responde ahora, así que no se podría llamar a nadie.',
    hiddenFull: 'El servidor intermedio que oculta tu dirección no tiene sitio ahora para tu red.',
    check: 'Comprobar de nuevo',
  },
  search: {
    title: 'Buscando a alguien…',
    titleInterests: (interests) => `Buscando a alguien a quien le guste ${interests}`,
    connecting: 'Conectando…',
    keepOpen: 'No cierres esta página. Puedes irte cuando quieras.',
    hint: 'Seguimos buscando. Ahora hay poca gente.',
    hintAnyone:
      'Seguimos buscando. Ahora hay poca gente, así que puede ser cualquiera, le guste lo que le guste.',
    cancel: 'Cancelar',
    atStart: 'Has vuelto al inicio.',
  },
  notice: {
    couldNotConnect: 'No pudimos conectarlos. Buscamos a otra persona.',
    reconnecting:
      'No se puede contactar con el servidor. Lo intentamos de nuevo; tu búsqueda continúa.',
    updating: 'El servidor se está actualizando. Vuelve enseguida; tu búsqueda continúa.',
    crowded: 'Ahora mismo hay mucho movimiento. Lo intentamos de nuevo.',
    slowed:
      'Llegan muchas búsquedas desde tu red, así que esta espera unos segundos mientras tu dispositivo hace un pequeño cálculo. Eso frena las avalanchas; no es una prueba para ti.',
    notBack: 'Ustedes no han vuelto a encontrarse. Buscamos a otra persona.',
  },
  returning: {
    undo: 'Volviendo…',
    back: 'Volviendo…',
    code: 'Esperando a la otra persona…',
  },
  call: {
    label: 'Llamada',
    stranger: 'La otra persona',
    you: 'Tú',
    pairing: 'Hay alguien. Conectando…',
    pairingAgain: 'No ha funcionado. Probamos otra vez…',
    connected: 'Ya estás hablando con alguien. Di hola.',
    connectedBy: (common) => `Ya estás hablando con alguien. ${common} Di hola.`,
    common: (what) => `A los dos les gusta ${what}.`,
    commonLanguage: (what) => `Los dos hablan ${what}.`,
    away: 'La otra persona no está mirando…',
    back: 'La otra persona volvió. Siguen hablando.',
    recovering: 'Se ha cortado la conexión. Recuperando a la otra persona…',
    serverLost: 'El servidor no está. Tu llamada sigue sin él.',
    serverUpdating: 'El servidor se está actualizando. Tu llamada sigue sin él.',
    cameraOff: 'La otra persona tiene la cámara apagada',
    ownCameraOff: 'Tu cámara está apagada',
    ownOnly: 'Esto solo lo ves tú.',
    microphoneOff: 'La otra persona está en silencio',
    turnSoundOn: 'Activar el sonido',
    moveSelf: 'Mover tu imagen',
    hideSelf: 'Ocultar tu imagen',
    showSelf: 'Mostrar tu imagen',
    armed: 'Pulsa Esc otra vez para salir',
  },
  together: (title, text) => `${title}. ${text}`,
  ended: {
    skipped: {
      title: 'La otra persona ha pasado a la siguiente',
      text: 'Ha preferido conocer a alguien más.',
    },
    left: {
      title: 'La otra persona se ha ido',
      text: 'La otra persona ha terminado la conversación.',
    },
    lost: {
      title: 'Se ha perdido la conexión',
      text: 'No se ha podido volver a llegar a la otra persona. Puede ser su red o la tuya.',
    },
    away: {
      title: 'No estabas',
      text: 'Esta página ha estado dos minutos fuera de la vista, así que la conversación ha terminado.',
    },
    strangerAway: {
      title: 'La otra persona no ha vuelto',
      text: 'Su página ha estado dos minutos fuera de la vista, así que la conversación ha terminado.',
    },
    stopped: {
      title: 'Te has ido',
      text: 'La conversación ha desaparecido de los dos navegadores.',
    },
    reported: {
      title: 'Has terminado la llamada',
      text: 'Has denunciado a la otra persona.',
    },
    tampered: {
      title: 'Alguien alteró la presentación',
      text: 'Algo cambió por el camino lo que se decían los dos navegadores, así que no los conectamos.',
    },
    tooManySearches: {
      title: 'Un poco más despacio, por favor',
      text: 'Ha habido muchas búsquedas desde tu red. Espera un momento.',
    },
    blocked: {
      title: 'Tu red está bloqueada por ahora',
      text: 'Quizá por algo que hizo otra persona de tu red.',
    },
    outdated: {
      title: 'Esta página es antigua',
      text: 'Recárgala para tener la nueva versión.',
    },
    differed: {
      title: 'Hay alguien en medio',
      text: 'Los dos vieron símbolos distintos, así que lo que dicen aquí puede leerse por el camino. Sal de este sitio y avisa a los demás: quién lo gestiona figura en Privacidad.',
    },
    noRelay: {
      title: 'El servidor intermedio no responde',
      text: 'Solo a través de él tu dirección queda oculta, así que la llamada se ha detenido aquí. Nada ha ido directamente a la otra persona.',
    },
    relayFull: {
      title: 'El servidor intermedio está lleno',
      text: 'Ahora no tiene más sitio para tu red, y solo a través de él tu dirección queda oculta. Prueba de nuevo en unos minutos.',
    },
    apart: {
      title: 'No se les pudo conectar',
      text: 'Los navegadores no encontraron un camino. Las tres palabras siguen valiendo: elígelas otra vez en la pantalla de inicio.',
    },
    codeOver: {
      title: 'Tus tres palabras han caducado',
      text: 'Han pasado quince minutos y la otra persona no ha venido.',
    },
    unsupported: {
      title: 'Aquí no funcionan las llamadas',
      text: 'Este navegador no tiene llamadas privadas. Prueba otro navegador.',
    },
  },
  reportResult: {
    sending: 'Enviando tu denuncia…',
    accepted:
      'Gracias. Tu denuncia se ha contado: no volverán a encontrarse mientras ambos sigan aquí.',
    lapsed:
      'Demasiado tarde: el servidor ya no recuerda a esta persona, así que la denuncia no se ha contado.',
    tooMany: 'Tu red ha enviado muchas denuncias en la última hora, así que esta no se ha contado.',
  },
}
