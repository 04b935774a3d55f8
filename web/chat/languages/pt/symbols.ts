/** The names of the symbols in Portuguese, in the order of SYMBOLS. */
export const symbolNames = (
  'cachorro,gato,cavalo,vaca,porco,ovelha,galinha,pato,coruja,pinguim,' +
  'tartaruga,cobra,sapo,peixe,polvo,borboleta,abelha,formiga,elefante,camelo,' +
  'cacto,pinheiro,folha de bordo,cogumelo,girassol,rosa,maçã,banana,uvas,cerejas,' +
  'limão,cenoura,milho,pão,queijo,pizza,bolo,café,globo terrestre,lua,' +
  'estrela,raio,arco-íris,floco de neve,fogo,guarda-chuva,montanha,casa,veleiro,trem,' +
  'bicicleta,avião,foguete,âncora,chave,sino,relógio,tesoura,martelo,livro,' +
  'chapéu,óculos,violão,bola'
).split(',')
