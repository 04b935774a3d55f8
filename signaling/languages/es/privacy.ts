/** The privacy page in Spanish. */
import type { Words } from '../shape.ts'

export const privacy: Words['privacy'] = {
  title: 'Privacidad',
  lead: (elsewhere) =>
    `P2P Chat presenta a dos personas desconocidas y luego se hace a un lado. Imagen, voz y texto van de un navegador al otro, sellados. No hay cuentas ni cookies, no se guarda ninguna dirección a menos que su red esté bloqueada, y ${elsewhere}.`,
  elsewhere: (helpers, hasAds) => {
    const forCalls = helpers && `, salvo lo que requiere una llamada, a ${helpers} (ver más abajo)`
    const forAds = hasAds ? ', a menos que aceptes ver un anuncio' : ''
    return `no se envía nada a nadie más${forCalls}${forAds}`
  },
  helpers: { stun: 'un servidor STUN', relay: 'un servidor intermedio' },
  stranger: {
    heading: 'Lo que averigua la otra persona',
    address:
      'En una llamada directa, tu dirección de red (dirección IP). Puede revelar tu proveedor y, más o menos, tu región. Con «Ocultar mi dirección» en la primera pantalla, donde este servidor tiene un servidor intermedio y te lo permite, todo pasa por él, y la otra persona ve su dirección en lugar de la tuya; sin el servidor intermedio no hay entonces llamada. Una llamada que no encuentra camino directo también lo usa, pero para entonces el navegador de la otra persona ya ha recibido tu dirección.',
    shown:
      'Lo que muestras, dices y escribes, y tu apodo si das uno. Con «Empezar borroso», una imagen suavizada o una forma dibujada, la imagen propia de tu cámara no sale de tu navegador; que lo elegiste se le dice al de la otra persona.',
    common: 'Los intereses e idiomas que ambos eligieron; los demás no.',
  },
  server: (page) =>
    `Cada cosa, por qué, dónde está y cuánto tiempo, y quién puede averiguarla y quién no, figura en «${page}». Mientras el servidor funciona se guardan recuentos sin nombres: personas en línea, presentaciones, denuncias por motivo. Nada de ello se escribe en un disco, y no hay ninguna dirección.`,
  ads: {
    heading: 'Publicidad',
    thisServer: 'este servidor',
    place: (network) =>
      `Este servidor tiene un lugar para anuncios de ${network}, en la primera y la última pantalla de una visita, nunca durante una búsqueda o una llamada. Cada uno se carga solo después de que aceptaste en esa pantalla. Rechazarlo no cuesta nada, y a un navegador que pide no ser rastreado (Global Privacy Control) ni siquiera se le pregunta.`,
    agreed: (network, from) =>
      `En cuanto aceptas, tu navegador carga el anuncio desde ${from}, y desde donde ${network} lo tenga. ${network} ve entonces tu dirección de red, qué navegador usas, y que visitas este sitio; lo que haga con eso lo decide esa red. El anuncio se ejecuta en un marco cerrado, que no puede llegar a la página que lo rodea, a la cámara, el micrófono, la pantalla, la posición ni a nada guardado. Puede mostrar lo que quiera dentro de ese marco, usar tu procesador y tu línea mientras se muestra, y abrir una página suya cuando haces clic en él.`,
    addresses:
      'Este servidor también prohíbe al marco usar WebRTC, pero ningún navegador lo hace cumplir todavía: por WebRTC el anuncio podría averiguar direcciones tuyas que un proxy o una VPN le habrían ocultado.',
  },
  blocks: {
    heading: 'Redes excluidas',
    how: 'Una red que envía mucho más que la gente se frena o se excluye por un tiempo, y también una desde la que varias personas desconocidas han denunciado a alguien. A quien se excluye se le dice por qué, hasta cuándo, y recibe un código, salvo que el servidor ya no responda nada a su red; con el código puede pedir que una persona lo mire otra vez. Esa persona ve la dirección bloqueada, el motivo y el final, y nada sobre quién eres o con quién te encontraste. Cuando se frenan las búsquedas de tu red, tu dispositivo trabaja antes unos segundos. Eso frena las inundaciones; no es una prueba de si eres una persona.',
    where:
      'Las listas van solo a los servidores de este sitio. Si quien gestiona el servidor ha puesto un lugar para avisos, el servidor envía allí que ha pasado algo y cuántas veces, nunca una dirección.',
  },
  end: {
    heading: 'Cuando termina una conversación',
    drop: 'Ambos navegadores sueltan los mensajes, las claves y la conexión. Los sueltan; no pueden borrar el chip de memoria, y no pueden evitar que la otra persona haya tomado una foto de la pantalla.',
    secrets:
      'Durante tres segundos después de Siguiente, ambas páginas guardan un secreto aleatorio, con el que se puede deshacer Siguiente si ambos lo desean. La página guarda otro, solo en su memoria, durante 60 segundos después del final de una conversación, para que aún se pueda pulsar Vernos otra vez, y durante 15 minutos si se pulsó. Mientras una página espera para encontrar otra vez a la misma persona, el servidor ve una ficha aleatoria, y que los dos que la muestran van juntos. El servidor no guarda ni lo uno ni lo otro más tiempo que en cualquier otro encuentro.',
  },
  keeping: {
    heading: 'Guardar la página',
    text: 'Una visita no deja nada en tu navegador. Solo si pulsas «Guardar esta página en este dispositivo» en la primera pantalla, tu navegador guarda los archivos de la página, los mismos para todo el mundo, hasta que los quites allí. Entre ellos no hay nada sobre ti ni nada de una conversación. Los sonidos y las notificaciones están desactivados hasta que los actives, y ninguna notificación lleva una palabra de la otra persona.',
  },
  reports: {
    heading: 'Denuncias',
    text: 'Una denuncia termina la llamada y cuenta su motivo. No contiene imagen ni texto. A ustedes dos no se les vuelve a juntar mientras los dos sigan aquí. Cuando varias personas desconocidas de redes distintas denuncian a la misma persona, su red se excluye por un tiempo. Una denuncia de que alguien parece menor de 18 años llega enseguida a quien modera: ve un número que representa a esa persona, no la dirección, y puede excluir su red; solo entonces la dirección está en la lista de bloqueo.',
  },
  limits: {
    heading: 'Lo que no podemos prometer',
    text: 'Quien gestiona este servidor también sirve esta página, y podría servir otra. Tu proveedor ve que hay una llamada y, si es directa, también con qué dirección. Confirmar que tienes 18 años demuestra que se mostró un aviso, no la edad de nadie.',
  },
}
