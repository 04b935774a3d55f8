/** The names of the symbols in Indonesian, in the order of SYMBOLS. */
export const symbolNames = (
  'anjing,kucing,kuda,sapi,babi,domba,ayam,bebek,burung hantu,penguin,' +
  'kura-kura,ular,katak,ikan,gurita,kupu-kupu,lebah,semut,gajah,unta,' +
  'kaktus,pohon cemara,daun mapel,jamur,bunga matahari,mawar,apel,pisang,anggur,ceri,' +
  'lemon,wortel,jagung,roti,keju,pizza,kue,kopi,bola dunia,bulan,' +
  'bintang,petir,pelangi,kepingan salju,api,payung,gunung,rumah,perahu layar,kereta,' +
  'sepeda,pesawat,roket,jangkar,kunci,lonceng,jam,gunting,palu,buku,' +
  'topi,kacamata,gitar,bola'
).split(',')
