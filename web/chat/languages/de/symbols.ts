/** The names of the symbols in German, in the order of SYMBOLS. */
export const symbolNames = (
  'Hund,Katze,Pferd,Kuh,Schwein,Schaf,Huhn,Ente,Eule,Pinguin,' +
  'Schildkröte,Schlange,Frosch,Fisch,Krake,Schmetterling,Biene,Ameise,Elefant,Kamel,' +
  'Kaktus,Tanne,Ahornblatt,Pilz,Sonnenblume,Rose,Apfel,Banane,Trauben,Kirschen,' +
  'Zitrone,Karotte,Mais,Brot,Käse,Pizza,Kuchen,Kaffee,Globus,Mond,' +
  'Stern,Blitz,Regenbogen,Schneeflocke,Feuer,Schirm,Berg,Haus,Segelboot,Zug,' +
  'Fahrrad,Flugzeug,Rakete,Anker,Schlüssel,Glocke,Wecker,Schere,Hammer,Buch,' +
  'Hut,Brille,Gitarre,Fußball'
).split(',')
