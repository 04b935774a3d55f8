/** The names of the symbols in Spanish, in the order of SYMBOLS. */
export const symbolNames = (
  'perro,gato,caballo,vaca,cerdo,oveja,gallina,pato,búho,pingüino,' +
  'tortuga,serpiente,rana,pez,pulpo,mariposa,abeja,hormiga,elefante,camello,' +
  'cactus,abeto,hoja de arce,seta,girasol,rosa,manzana,plátano,uvas,cerezas,' +
  'limón,zanahoria,maíz,pan,queso,pizza,tarta,café,globo terráqueo,luna,' +
  'estrella,rayo,arcoíris,copo de nieve,fuego,paraguas,montaña,casa,velero,tren,' +
  'bicicleta,avión,cohete,ancla,llave,campana,reloj,tijeras,martillo,libro,' +
  'sombrero,gafas,guitarra,balón'
).split(',')
