/** Each thing about a visitor, in Spanish. */
import type { Words } from '../shape.ts'

const stranger = 'La otra persona'
const nobody = 'Nadie'
const counted = 'Quienes operan el sitio: el recuento'
const sent = 'Nunca: van a la otra persona, de navegador a navegador'

export const data: Words['data'] = {
  address: {
    what: 'Tu dirección de red',
    why: 'Para responderte y para limitar los abusos',
    where:
      'En memoria mientras estás en línea, y hasta 60 segundos después de que la página de la última persona haya terminado la conversación, para que pueda denunciarte; una hora si tu red hizo algo llamativo. Los límites guardan una forma irreconocible, y cuántas veces pidió algo, hasta una hora; nginx, si está delante de este servidor, guarda la dirección misma en memoria hasta que otras más nuevas ocupan su lugar',
    others: 'La otra persona, salvo que la ocultes',
  },
  consent: {
    what: 'Que dices tener 18 años o más y aceptas las condiciones de una fecha',
    why: 'Sin eso no se presenta a nadie',
    where:
      'Sí o no, en memoria mientras estás en línea; la fecha se compara con la de las condiciones, y no se guarda',
    others: nobody,
  },
  block: {
    what: 'La dirección de una red que inunda el servidor, o que varias personas desconocidas han denunciado',
    why: 'Para frenarla o excluirla por un tiempo',
    where:
      'En la lista de bloqueo, con un motivo y un final; cuánto puede durar se dice más abajo; después, en forma irreconocible, 90 días como máximo',
    others: 'Quienes operan el sitio',
  },
  shared: {
    what: 'Que parece que compartes tu dirección con otros',
    why: 'Para que no se bloquee a nadie por lo que hace un vecino',
    where: 'Un número en memoria, mientras estás en línea',
    others: nobody,
  },
  place: {
    what: 'Si tu dirección cuenta como de una red privada, y si aquí le quedaba un lugar libre',
    why: 'Para que los navegadores de una misma casa se alcancen y nadie ocupe todos los lugares',
    where: 'Sí o no, en memoria mientras estás en línea',
    others: nobody,
  },
  promise: {
    what: 'Si tu búsqueda promete una imagen',
    why: 'Para que no se culpe a nadie por una imagen que nunca prometió',
    where: 'Sí o no, en memoria, hasta tu próxima búsqueda o hasta que te vayas',
    others: nobody,
  },
  steady: {
    what: 'Si has hablado con alguien durante un rato, como hace la gente',
    why: 'Para que tengas límites propios, hagan lo que hagan otros tras la misma dirección',
    where: 'Sí o no, en memoria mientras estás en línea',
    others: nobody,
  },
  kept: {
    what: 'Si una imagen prometida llegó a la otra persona, y si una de las dos dejó enseguida a la otra',
    why: 'Para notar los programas que se hacen pasar por personas',
    where:
      'Sí o no, en memoria, bajo formas irreconocibles de ambas direcciones, hasta media hora después de que ambas personas se fueron',
    others: nobody,
  },
  wish: {
    what: 'Video o texto, con calma o sin ella, tus intereses e idiomas',
    why: 'Para encontrar a alguien que encaje',
    where: 'En memoria mientras buscas',
    others: 'La otra persona: los intereses e idiomas que ambos eligieron',
  },
  token: {
    what: 'Una ficha aleatoria, cuando tu página quiere encontrar otra vez a la misma persona',
    why: 'Para reunirlos exactamente a ustedes dos: tras una conexión rota, cuando ambos deshacen Siguiente, o con las tres palabras de Vernos otra vez',
    where: 'En memoria, 20 segundos como máximo cada vez que tu página la muestra',
    others: nobody,
  },
  key: {
    what: 'Una clave pública, nueva para cada búsqueda',
    why: 'Para que sus dos navegadores puedan sellar lo que se dicen a través de este servidor',
    where: 'En memoria mientras buscas; no es un nombre: la próxima búsqueda tiene otra',
    others: stranger,
  },
  files: {
    what: 'Los archivos de esta página, si pulsas «Guardar esta página en este dispositivo»',
    why: 'Para que se abra sin red',
    where:
      'En tu navegador, hasta que los quites allí; son los mismos para todo el mundo, sin nada tuyo ni de una conversación. Tu navegador se los pide al servidor, y en visitas posteriores pide otros más nuevos; el servidor no anota ni lo uno ni lo otro',
    others: 'Quien use tu navegador puede descubrir que guardaste la página',
  },
  met: {
    what: 'Que te encontraste con alguien',
    why: 'Para que no te encuentres enseguida otra vez con la misma persona',
    where: 'En memoria, bajo un número aleatorio, 10 minutos como máximo',
    others: nobody,
  },
  last: {
    what: 'Una ficha sobre la última persona',
    why: 'Para que aún puedas denunciarla',
    where: 'En memoria, 60 segundos después de la conversación',
    others: nobody,
  },
  report: {
    what: 'Que denuncias a alguien, y por qué',
    why: 'Para excluir a quien varias personas denuncian',
    where:
      'El motivo como un recuento sin nombres, mientras el servidor funciona; quién denunció la red de quién, y cuándo la red de quién encontró a alguien, en memoria, en forma irreconocible; cuánto tiempo se dice más abajo. Que las dos personas no vuelvan a encontrarse, mientras ambas sigan aquí. Ni imagen ni texto',
    others: counted,
  },
  minor: {
    what: 'Que alguien pensó que pareces menor de 18 años',
    why: 'Para que quien modera lo mire enseguida y pueda excluirte',
    where:
      'En memoria, como un número aleatorio que representa tu dirección de red: media hora como máximo hasta que lo tiene el radar, y una hora allí',
    others: 'Quienes operan el sitio: el número y cuándo, no la dirección',
  },
  route: {
    what: 'Cómo se logró una llamada: directamente, por un servidor intermedio o de ningún modo',
    why: 'Para ver si las llamadas funcionan',
    where:
      'En memoria durante la llamada, luego como un recuento sin nombres mientras el servidor funciona',
    others: counted,
  },
  signals: {
    what: 'Cómo se alcanzan sus navegadores',
    why: 'Pasa el mensaje',
    where: 'Nunca: sus dos navegadores lo sellan, y el servidor lo reenvía sin leerlo',
    others: stranger,
  },
  stun: {
    what: 'En el servidor STUN: tu dirección de red cuando buscas, salvo que la ocultes',
    why: 'Responde con la dirección, que tu navegador no conoce detrás de un router',
    where: 'En manos de quien lo gestiona, el tiempo que quiera; más abajo se dice qué servidor es',
    others: 'Cualquiera a quien el servidor STUN se lo cuente',
  },
  relay: {
    what: 'En el servidor intermedio: tu dirección de red cuando se abre la página y cuando buscas; de una llamada que pasa por él, las dos direcciones, cuándo, y cuánto se envía',
    why: 'Para ver si responde, y para pasar la llamada; lo que lleva sigue sellado',
    where:
      'En memoria mientras tanto; para los cupos, bajo un nombre irreconocible que cambia cada hora',
    others: nobody,
  },
  ads: {
    what: 'En la red publicitaria: tu dirección de red, qué navegador usas, y que visitas este sitio',
    why: 'Para enviar el anuncio que aceptaste ver',
    where:
      'En la red publicitaria, el tiempo que quiera; nunca antes de que aceptes en esa pantalla',
    others: 'Cualquiera a quien la red publicitaria se lo cuente',
  },
  nickname: {
    what: 'Tu apodo',
    why: '–',
    where: 'Nunca: va a la otra persona, de navegador a navegador',
    others: stranger,
  },
  talk: { what: 'Imagen, voz y texto', why: '–', where: sent, others: stranger },
  transfers: {
    what: 'Los archivos, imágenes y notas de voz que envías, y sus nombres',
    why: '–',
    where: sent,
    others: stranger,
  },
}
