/** What the pages claim of a server, under the settings that change what is true. */
import { readConfig } from '../../signaling/config.ts'
import { LANGUAGES, type LanguageCode } from '../../signaling/languages/languages.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { contentOf, peopleUnder, thingsUnder } from '../helpers/policies.ts'

const STUN = { SIGNALING_STUN_URLS: 'stun:stun.example.org:3478' }
const TURN = {
  SIGNALING_TURN_URLS: 'turn:turn.example.org:3478',
  SIGNALING_TURN_SECRET: 's'.repeat(40),
}
const RADAR = { SIGNALING_RADAR_CREDENTIAL: `${'a'.repeat(43)}.${'b'.repeat(43)}` }
// What stands in the file is not looked at here.
const ADS = { ADS_FILE: __filename, ADS_NETWORK: 'Example Ads' }

type Env = Readonly<Record<string, string>>
const namesOf = (env: Env) => thingsUnder(readConfig(env)).map(({ what }) => what)
const observersOf = (env: Env) => peopleUnder(readConfig(env))
const ofAnybody = (env: Env) => observersOf(env).filter(({ who }) => who === 'Anybody else')

it.each([
  [/18 or older/, 'P9'],
  [/promises a picture/, 'P10'],
  [/public key/, 'C1'],
  [/calm/, 'M16'],
  [/random token/, 'M15'],
  [/came about/, 'V13'],
  [/report a stranger/, 'R8'],
  [/[Ff]iles, pictures and voice notes/, 'P2'],
])('[P10] lists %s, with what proves it', (name, proof) => {
  const found = thingsUnder(readConfig({})).filter(({ what }) => name.test(what))
  expect(found).toHaveLength(1)
  expect(found[0]?.proofs).toContain(proof)
})

it('[P10] says of every kind of observer what it can and cannot learn', () => {
  const everybody = observersOf({ ...STUN, ...TURN, ...ADS })
  const kinds = [
    /^The stranger/,
    /runs this server/,
    /STUN/,
    /relay/,
    /ad network/,
    /^Your network/,
    /disk/,
  ]
  for (const kind of kinds)
    expect(
      everybody.filter(({ who, can, cannot }) => kind.test(who) && can && cannot),
    ).toHaveLength(1)
})

it('[P10] lists the number that stands for who looks under 18 where a radar gives one', () => {
  const isOf18 = (name: string) => /under 18/.test(name)
  expect(namesOf({}).some(isOf18)).toBe(false)
  expect(namesOf(RADAR).filter(isOf18)).toHaveLength(1)
})

it('[P10] names the STUN server as one who learns an address, where there is one', () => {
  const isStun = (name: string) => name.includes('STUN')
  for (const env of [{}, TURN]) {
    expect(namesOf(env).some(isStun)).toBe(false)
    expect(observersOf(env).some(({ who }) => isStun(who))).toBe(false)
  }
  expect(namesOf(STUN).filter(isStun)).toHaveLength(1)
  const observers = observersOf(STUN).filter(({ who }) => isStun(who))
  expect(observers).toHaveLength(1)
  expect(observers[0]?.can).toContain('network address')
})

it.each([
  ['neither', {}, true],
  ['a STUN server', STUN, false],
  ['a relay', TURN, false],
  ['both', { ...STUN, ...TURN }, false],
])('[P10] claims to tell nobody only where nobody is told: %s', (_, env, isAlone) => {
  for (const more of [{}, ADS]) {
    const anybody = ofAnybody({ ...env, ...more })
    expect(anybody).toHaveLength(1)
    const [{ cannot } = { cannot: '' }] = anybody
    expect(/this site tells nobody, and loads/.test(cannot)).toBe(isAlone)
    expect(cannot.includes('until you agree to an advertisement')).toBe(more === ADS)
    const lead = contentOf(readConfig({ ...env, ...more }), '/privacy')
    const [elsewhere = ''] = /nothing is sent to anybody else[^.]*/.exec(lead) ?? []
    expect(/^nothing is sent to anybody else(, unless you agree|$)/.test(elsewhere)).toBe(isAlone)
    expect(elsewhere.includes('STUN')).toBe('SIGNALING_STUN_URLS' in env)
    expect(elsewhere.includes('relay')).toBe('SIGNALING_TURN_URLS' in env)
    expect(elsewhere.includes('advertisement')).toBe(more === ADS)
  }
})

/** The server, the project and the stranger, as the languages call them. */
const CALLED: Readonly<Record<LanguageCode, readonly [string, string, string]>> = {
  en: ['server', 'project', 'stranger'],
  es: ['servidor', 'proyecto', 'otra persona'],
  pt: ['servidor', 'projeto', 'outra pessoa'],
  fr: ['serveur', 'projet', 'autre personne'],
  de: ['Server', 'Projekt', 'Gegenüber'],
  ar: ['الخادم', 'المشروع', 'الطرف الآخر'],
  hi: ['सर्वर', 'प्रोजेक्ट', 'सामने वाले'],
  id: ['server', 'proyek', 'lawan bicara'],
  zh: ['服务器', '项目', '对方'],
}

it.each(LANGUAGES)('[P10] says in $name where a promise of the server ends', ({ code }) => {
  const [server, project, stranger] = CALLED[code]
  const { observers, privacy } = WORDS[code]
  // What the kernel drops has no answer, and no code; see firewall/wanted.ts.
  expect(privacy.blocks.how).toContain(server)
  expect(observers.operator.cannot).toContain(project)
  expect(observers.network.can).toContain(stranger)
})

it('[P10] says so plainly in English, whose text counts', () => {
  const { observers, privacy } = WORDS.en
  expect(privacy.blocks.how).toContain('unless the server no longer answers his network at all')
  expect(observers.operator.cannot).toMatch(
    /met whom, as long as this .* another one could keep a record/,
  )
  expect(observers.network.can).toMatch(/in a direct call also the stranger’s address/)
})

it('[P10] claims of its lines what the tests of the rules hold them to', () => {
  const page = WORDS.en.pages.view.lead
  expect(page).not.toMatch(/stops the\s+build/)
  expect(page).toMatch(/For each line the project has a test that fails/)
})
