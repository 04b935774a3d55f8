/**
 * Passwords that everybody tries first. A list can never be complete, so most of the work is done by
 * taking a password apart: what consists of a few favourite words, rows of keys, years and
 * repetitions, and hardly anything else, is common. Pure.
 */

/** Words that passwords are made of, longer ones before those they contain. */
const WORDS = `
passwort password passw0rd parola contraseña wachtwoord motdepasse passphrase passcode
administrator administrador administrateur admin moderator operator operador supervisor superuser
supporter support service server system sysadmin rootroot root user username benutzer guest gast
default changeme changeit changethis temporary temp testing tester test demo sample example
welcome willkommen bienvenue bienvenido hello hallo letmein openme opensesame sesame login logon
signin access enter secret secure security private geheim master manager company office business
computer internet network windows linux ubuntu android iphone samsung google facebook youtube
microsoft amazon netflix discord twitter instagram snapchat whatsapp telegram linkedin github
qwerty qwertz azerty asdfgh zxcvbn qazwsx wsxedc
iloveyou loveyou loveme lovely lover love forever babygirl babyboy baby honey sweetheart sweetie
sunshine princess princesa prince angel angels flower butterfly rainbow unicorn star moonlight moon
dragon monkey tiger lion eagle falcon phoenix panther wolf bear shadow ninja samurai pirate wizard
superman batman spiderman ironman starwars pokemon pikachu minecraft fortnite naruto matrix
football baseball basketball soccer hockey futbol fussball liverpool chelsea arsenal barcelona
realmadrid juventus bayern manchester united yankees cowboys lakers steelers
michael jennifer jessica jordan ashley daniel thomas charlie robert william joshua matthew andrew
anthony nicole amanda michelle patrick alexander maggie ginger buster harley cookie pepper hunter
summer winter spring autumn january february march april june july august september october november
december monday tuesday wednesday thursday friday saturday sunday sommer fruehling herbst
london paris berlin madrid america canada mexico germany france england brasil russia turkey india
money dollar million rich power killer hacker freedom liberty justice trustno trust whatever nothing
something anything coffee chocolate cheese banana orange apple cherry guitar music rock metal
mustang ferrari porsche mercedes corvette yamaha suzuki
radarradar radar chat p2pchat videochat randomchat webrtc signaling dashboard blocklist
please thankyou thanks goodluck lucky happy birthday jesus christ heaven blessed god
correct horse battery staple
the and for you
`
  .split(/\s+/)
  .filter((word) => word !== '')
  .toSorted((a, b) => b.length - a.length)

/** Sayings, lyrics and keyboard walks that no rule below takes apart. */
const PHRASES = new Set(
  `
1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6
q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qaz2wsx3edc4rfv5tgb 1qazxsw23edc
1qazxsw23edcvfr4 qazwsxedcrfv qazwsxedcrfvtgb qazwsxedcrfvtgbyhn qazxswedcvfr zaq12wsxcde3
zaq1xsw2cde3 zaq1xsw2cde3vfr4 3edc4rfv5tgb 2wsx3edc4rfv 4rfv5tgb6yhn 5tgb6yhn7ujm 0okm9ijn8uhb
zxcvbnmasdfghjkl asdfghjklqwertyuiop qwertyuiopasdfgh qwertyuiopasdfghjkl mnbvcxzlkjhg
mnbvcxzasdfghjkl poiuytrewqlkjhg lkjhgfdsapoi 1a2b3c4d5e6f 1a2b3c4d5e6f7g a1b2c3d4e5f6
a1b2c3d4e5f6g7 a1s2d3f4g5h6 1a2s3d4f5g6h z1x2c3v4b5n6 1z2x3c4v5b6n qweasdzxc123 qweasdzxcrty
asdzxcqwe123 123qweasdzxc 123qwe456asd 123qwe456rty 123qwe123qwe qwe123asd456 qwe123qwe123
abc123def456 abc123abc123 aaa111bbb222 111aaa222bbb 123abc456def 147258369147 147258369000
741852963000 159357258456 159753456852 789456123000 963852741000 321654987000 135792468000
246813579000 112233445566 998877665544 121212121212 101010101010 314159265358 271828182845
161803398874 141421356237 173205080756 299792458000 602214076000 8675309jenny jenny8675309
maytheforcebewithyou iamyourfather lukeiamyourfather useTheForceluke livelongandprosper
beammeupscotty tobeornottobe tobeornottobethatisthequestion allyourbasearebelongtous
theanswerisfortytwo thereisnospoon followthewhiterabbit winteriscoming youknownothing
youknownothingjonsnow valarmorghulis alohomora expectopatronum wingardiumleviosa avadakedavra
speakfriendandenter onetorulethemall youshallnotpass mypreciousss
gottacatchemall hakunamatata letitgoletitgo toinfinityandbeyond justkeepswimming supercalifragilistic
supercalifragilisticexpialidocious ihaveadream yeswecan justdoit thinkdifferent carpediem
carpediemcarpediem venividivici cogitoergosum mementomori semperfidelis
quickbrownfox thequickbrownfox thequickbrownfoxjumps thequickbrownfoxjumpsoverthelazydog
loremipsum loremipsumdolor loremipsumdolorsitamet onceuponatime happilyeverafter
anappleaday itsasmallworld homesweethome lifeisbeautiful lifeisgood liveloveLaugh livelaughlove
nevergiveup nevergonnagiveyouup rickastley rickrolled neversaynever noonewillguess nobodyknows
noonewilleverknow nobodywillguess youwillneverguess youllneverguess guessmypassword guessmyname
idontknow idontremember idontcare iforgotmypassword iforgotit iforgot forgetmenot forgotpassword
whatsmypassword whatismypassword thisismypassword thisisapassword thisisasecret thisisnotapassword
notmypassword notapassword mypasswordis enterpassword typepassword yourpassword insertpassword
passwordpassword passwordispassword pleaseletmein letmeinplease letmeinnow openthedoor
opensaysme youshouldchangethis changethispassword changemeplease changemenow newpassword
oldpassword samepassword simplepassword strongpassword goodpassword badpassword longpassword
securepassword secretpassword supersecret supersecretpassword topsecret verysecret verysecure
donttellanyone keepitsecret keepitsafe keepoutkeepout donotenter staysafe trustnoone trustnobody
correcthorsebatterystaple tr0ub4dor&3 batterystaple horsebatterystaple hunter2hunter2
iloveyousomuch iloveyouforever iloveyoubaby iloveyoumore ilovemyself ilovemyfamily ilovemywife
ilovemyhusband ilovemymom ilovemydad ilovemydog ilovemycat ilovemykids ilovejesus ilovegod
ihateyou ihatepasswords ihatemylife ihatethis ihatework ihatemyjob jesuslovesyou jesusislord
jesussaves godisgood godislove godblessyou godblessamerica inGodwetrust praisethelord
blessedbethename psalm23psalm23 john316john316 amazinggrace hallelujah
manchesterunited manchestercity realmadridcf fcbarcelona borussiadortmund bayernmunchen
bayernmuenchen intermilan acmilan1899 juventusfc liverpoolfc youllneverwalkalone chelseafc
arsenalfc tottenham newyorkyankees bostonredsox dallascowboys newenglandpatriots greenbaypackers
pittsburghsteelers goldenstate chicagobulls losangeleslakers losangeles newyorkcity sanfrancisco
lasvegas unitedstates unitedkingdom greatbritain deutschland osterreich switzerland netherlands
southafrica newzealand australia
harrypotter hermione hogwarts gryffindor slytherin voldemort dumbledore starwarsfan darthvader
anakinskywalker lukeskywalker hansolo princessleia millenniumfalcon stormtrooper chewbacca
gandalfthegrey frodobaggins bilbobaggins legolas aragorn spongebob squarepants spongebobsquarepants
mickeymouse minniemouse donaldduck bugsbunny scoobydoo hellokitty tinkerbell powerrangers
dragonballz dragonball narutouzumaki sasukeuchiha onepiece fullmetalalchemist finalfantasy
finalfantasy7 legendofzelda supermario supermariobros sonicthehedgehog callofduty
counterstrike worldofwarcraft leagueoflegends grandtheftauto halflife metalgearsolid assassinscreed
linkinpark metallica ironmaiden blacksabbath ledzeppelin pinkfloyd rollingstones thebeatles
justinbieber onedirection taylorswift ladygaga michaeljackson elvispresley bobmarley
slipknot systemofadown rammstein greenday nirvana redhotchilipeppers gunsnroses
harleydavidson volkswagen lamborghini mercedesbenz alfaromeo astonmartin chevrolet
abracadabra abracadabra1 abcdefghijkl abcd1234efgh abcdefg1234567 abcdefgh12345678
aabbccddeeff aaabbbcccddd aaaabbbbcccc qqwweerrttyy qqqwwweeerrr q2w3e4r5t6y7 w2e3r4t5y6u7
passw0rd1234 p4ssw0rd1234 p@ssw0rd1234 pa55word1234 pa$$word1234 pwd123456789 pass123456789
pass1234pass admin1234admin adminadmin123 administrator1 rootpassword toortoortoor
alpine1234567 raspberrypi raspberry123 ubuntuubuntu vagrantvagrant dockerdocker postgrespostgres
postgresql mysqlmysql oracleoracle redisredis jenkinsjenkins kubernetes tomcattomcat
cisco1234567 ciscocisco junipernetworks fortinet1234 ubntubntubnt mikrotik1234
`
    .toLowerCase()
    .split(/\s+/)
    .filter((phrase) => phrase.length >= 8),
)

/** Rows of keys and of letters, in both directions. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '!@#$%^&*()',
  '!"§$%&/()=',
].flatMap((row) => [row, Array.from(row).toReversed().join('')])

const SAME_LETTER: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
}

/** The shortest run along a row, and of one character, that counts as one. */
const RUN_MIN = 3
/** A run stands for this little, a favourite word for a bit more. */
const RUN_WORTH = 1
const WORD_WORTH = 2
/** What a password has to be worth; a character that belongs to nothing is worth 1. */
const WORTH_MIN = 8
const DISTINCT_MIN = 5
const NAME_MIN = 3

/** How many characters from here on walk along a row or repeat the first one. */
function runLength(text: string, from: number): number {
  let longest = 0
  for (let length = RUN_MIN; from + length <= text.length; length += 1) {
    const piece = text.slice(from, from + length)
    const isRepeat = new Set(piece).size === 1
    if (!isRepeat && !ROWS.some((row) => row.includes(piece))) break
    longest = length
  }
  return longest
}

/** What a text is worth when the words, runs and years in it count for little. */
function worthOf(text: string, words: readonly string[]): number {
  let worth = 0
  let at = 0
  const seen = new Set<string>()
  while (at < text.length) {
    const word = words.find((candidate) => text.startsWith(candidate, at)) ?? ''
    const year = /^(19|20)\d\d/.exec(text.slice(at, at + 4))?.[0] ?? ''
    const run = runLength(text, at)
    const length = Math.max(word.length, year.length, run, 1)
    const piece = text.slice(at, at + length)
    if (length === 1) worth += /[\s._-]/.test(piece) ? 0 : 1
    // Saying it twice adds nothing.
    else if (!seen.has(piece)) worth += length === word.length ? WORD_WORTH : RUN_WORTH
    seen.add(piece)
    at += length
  }
  return worth
}

/** Whether the text is one short piece over and over. */
function isRepetition(text: string): boolean {
  const pieceMax = Math.min(6, text.length / 2)
  for (let length = 1; length <= pieceMax; length += 1)
    if (
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .startsWith(text)
    )
      return true
  return false
}

/**
 * Whether a password is one of those that are tried first.
 *
 * @param password normalised
 * @param name the operator's, which is no secret
 */
export function isCommonPassword(password: string, name: string): boolean {
  const plain = password.toLowerCase()
  const letters = Array.from(plain, (character) => SAME_LETTER[character] ?? character).join('')
  const own = name.toLowerCase()
  const words = own.length < NAME_MIN ? WORDS : [own, ...WORDS]
  return [plain, letters].some(
    (text) =>
      new Set(text).size < DISTINCT_MIN ||
      isRepetition(text) ||
      PHRASES.has(text.replace(/[\s._-]/g, '')) ||
      PHRASES.has(text.replace(/[\d\W_]+$/, '')) ||
      worthOf(text, words) < WORTH_MIN,
  )
}
