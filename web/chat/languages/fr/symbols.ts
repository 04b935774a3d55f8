/** The names of the symbols in French, in the order of SYMBOLS. */
export const symbolNames = (
  'chien,chat,cheval,vache,cochon,mouton,poule,canard,hibou,pingouin,' +
  'tortue,serpent,grenouille,poisson,pieuvre,papillon,abeille,fourmi,éléphant,chameau,' +
  'cactus,sapin,feuille d’érable,champignon,tournesol,rose,pomme,banane,raisin,cerises,' +
  'citron,carotte,maïs,pain,fromage,pizza,gâteau,café,globe,lune,' +
  'étoile,éclair,arc-en-ciel,flocon de neige,feu,parapluie,montagne,maison,voilier,train,' +
  'vélo,avion,fusée,ancre,clé,cloche,réveil,ciseaux,marteau,livre,' +
  'chapeau,lunettes,guitare,ballon'
).split(',')
