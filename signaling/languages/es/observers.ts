/** Who can do what, and who cannot, in Spanish. */
import type { Words } from '../shape.ts'

const anybody = (cannot: string) => ({
  who: 'Cualquier otra persona',
  can: 'Ver esta página, y cuántas personas hay aquí, en múltiplos de 8',
  cannot,
})

export const observers: Words['observers'] = {
  stranger: {
    who: 'La otra persona',
    can: 'Ver y guardar lo que muestras, dices y escribes; ver tu dirección de red, salvo que la ocultes',
    cannot:
      'Ver tu dirección cuando la ocultas; averiguar un número o un nombre con el que reconocerte; hacer que tu página haga algo',
  },
  operator: {
    who: 'Quien gestiona este servidor',
    can: 'Ver las direcciones mientras la gente está en línea, contarlas y excluir redes; servirte otra página que la de este proyecto',
    cannot:
      'Leer, oír o ver una conversación sin que se note: comparen los símbolos, y quien esté en medio queda a la vista; consultar después quién se encontró con quién, mientras aquí funcione el servidor de este proyecto: otro podría dejar constancia, y nadie lo notaría',
  },
  stun: {
    who: 'El servidor STUN, que dice a los navegadores cuál es su dirección pública',
    can: 'Ver tu dirección de red, y cuándo buscas, salvo que la ocultes; deducir de ello quién usa este sitio',
    cannot: 'Ver con quién te encuentras, o algo de una llamada: nada de eso pasa por ahí',
  },
  relay: {
    who: 'El servidor intermedio',
    can: 'Ver las direcciones de ambos, cuándo, y cuánto',
    cannot: 'Ver qué es: pasa lo que sus navegadores han sellado',
  },
  ads: {
    who: 'La red publicitaria, una vez que aceptaste ver su anuncio',
    can: 'Ver tu dirección de red, qué navegador usas, y que visitas este sitio; ejecutar su propio programa en un marco cerrado, donde ningún navegador le impide todavía usar WebRTC para averiguar más direcciones tuyas; abrir una página cuando haces clic en él',
    cannot:
      'Llegar a la página que lo rodea, a una conversación, a la cámara, el micrófono, la pantalla, la posición o algo guardado; estar presente durante una búsqueda o una llamada; averiguar algo antes de que aceptes',
  },
  network: {
    who: 'Tu red, o una VPN',
    can: 'Ver que usas este sitio, y que hay una llamada; en una llamada directa también la dirección de la otra persona, cuándo, y cuánto',
    cannot: 'Leer nada de ello',
  },
  disk: {
    who: 'Quien se lleve el disco del servidor',
    can: 'Encontrar las redes excluidas en ese momento y, a base de probar, las de los últimos 90 días, si la clave estaba al lado; encontrar lo que hicieron quienes operan el sitio',
    cannot:
      'Encontrar la dirección de cualquier otro visitante, una conversación, o quién se encontró con quién: nunca estuvo ahí',
  },
  anybody: anybody(
    'Saber que estás aquí: este sitio no se lo dice a nadie, y no carga nada de otro lugar',
  ),
  anybodyAds: anybody(
    'Saber que estás aquí: este sitio no se lo dice a nadie, y no carga nada de otro lugar hasta que aceptes un anuncio',
  ),
  anybodyHelped: anybody(
    'Saber que estás aquí: este sitio no se lo dice a nadie salvo a los servidores nombrados aquí, y no carga nada de otro lugar',
  ),
  anybodyHelpedAds: anybody(
    'Saber que estás aquí: este sitio no se lo dice a nadie salvo a los servidores nombrados aquí, y no carga nada de otro lugar hasta que aceptes un anuncio',
  ),
}
