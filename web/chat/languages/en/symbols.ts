/** The names of the symbols, as two strangers read them to each other; in the order of SYMBOLS. */
export const symbolNames = (
  'dog,cat,horse,cow,pig,sheep,hen,duck,owl,penguin,' +
  'turtle,snake,frog,fish,octopus,butterfly,bee,ant,elephant,camel,' +
  'cactus,fir tree,maple leaf,mushroom,sunflower,rose,apple,banana,grapes,cherries,' +
  'lemon,carrot,corn,bread,cheese,pizza,cake,coffee,globe,moon,' +
  'star,lightning,rainbow,snowflake,fire,umbrella,mountain,house,sailing boat,train,' +
  'bicycle,aeroplane,rocket,anchor,key,bell,clock,scissors,hammer,book,' +
  'hat,glasses,guitar,football'
).split(',')
