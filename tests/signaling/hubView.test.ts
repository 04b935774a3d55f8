import type { Signal } from '../../radar/protocol.ts'
import type { Party } from '../../signaling/evidence.ts'
import { viewOf, type Visitor } from '../../signaling/link.ts'
import { LANGUAGES } from '../../signaling/languages/languages.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { visitWords } from '../../web/chat/languages/en/visit.ts'
import { collectGarbage } from '../helpers/garbage.ts'
import { createWorld, settle, type Person } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const { known } = visitWords

describe('what the server knows of a connection', () => {
  it('[P10] is told to that connection, all of it, in every phase', async () => {
    const { arrive } = createWorld()
    const party = { key: 'k', hood: 'h', prefix: '2001:db8:1:2::' }
    const person = arrive({ greets: false, key: party })
    person.say({ ...CLIENT_EXAMPLES.hello, adult: false })
    person.say({ type: 'view' })
    const known = { type: 'view', network: '2001:db8:1:2::', camera: false, steady: false }
    expect(person.last('view')).toEqual({ ...known, consent: false })
    person.say(CLIENT_EXAMPLES.hello)
    person.find({ camera: true })
    await settle()
    person.say({ type: 'view' })
    expect(person.last('view')).toEqual({ ...known, consent: true, camera: true })
    // What a search promised is so until the next one.
    person.find({ camera: false })
    await settle()
    person.say({ type: 'view' })
    expect(person.last('view')).toEqual({ ...known, consent: true })
    const other = arrive({ key: { key: 'o', hood: 'o', prefix: '203.0.113.1' } })
    other.find()
    await settle()
    other.say({ type: 'view' })
    expect(other.last('view')).toMatchObject({ network: '203.0.113.1' })
    expect(JSON.stringify(other.inbox)).not.toContain('2001:db8')
  })

  /** What the server holds of a visitor: where it is in the answer, and where on the page's list. */
  const HELD: Readonly<Record<keyof Visitor, Held>> = {
    party: { shown: 'network', listed: /^Your network address$/ },
    state: { shown: 'consent', listed: /18 or older/ },
    camera: { shown: 'camera', listed: /promises a picture/ },
    isSteady: { shown: 'steady', listed: /talked with someone for a while/ },
    // Of a conversation, and nothing when there is none.
    partner: { empty: null, listed: /met somebody/ },
    pairedAt: { empty: 0, listed: /met somebody/ },
    wasFound: { empty: false, listed: /met somebody/ },
    signalsLeft: { empty: 0, listed: /reach each other/ },
    sawNothing: { empty: false, listed: /promised picture reached/ },
    // Random; it can be used for a minute longer.
    reportToken: { empty: '', listed: /token about your last stranger/ },
    // Of the address. Nobody without a place is there to ask.
    lan: { named: 'place', listed: /one of a private network/ },
    hasPlace: { named: 'place', listed: /had a place left/ },
    id: { nothing: 'random' },
    link: { nothing: 'socket' },
  }
  interface Held {
    readonly shown?: keyof ReturnType<typeof viewOf>
    readonly empty?: unknown
    /** What is not shown has an entry of its own, to which the sentence below the others leads. */
    readonly named?: keyof typeof WORDS.en.data
    readonly nothing?: 'random' | 'socket'
    readonly listed?: RegExp
  }
  const rows = Object.values(HELD)
  const conversationOf = (visitor: Visitor) =>
    Object.entries(HELD).flatMap(([name, { empty }]) =>
      empty === undefined ? [] : [[name, visitor[name as keyof Visitor]]],
    )
  const NO_CONVERSATION = Object.entries(HELD).flatMap(([name, { empty }]) =>
    empty === undefined ? [] : [[name, empty]],
  )

  it('[P4] [P10] is nothing of a conversation that is over', async () => {
    const { arrive } = createWorld()
    const [one, other] = [arrive(), arrive()]
    for (const person of [one, other]) person.find()
    await settle()
    expect(one.visitor.partner).toBe(other.visitor)
    expect(conversationOf(one.visitor)).not.toEqual(NO_CONVERSATION)
    one.say({ type: 'stop' })
    for (const { visitor } of [one, other]) expect(conversationOf(visitor)).toEqual(NO_CONVERSATION)
  })

  it('[P10] is all of it shown, or nothing before the first conversation, and listed on the page', () => {
    const { visitor } = createWorld().arrive()
    expect(Object.keys(visitor).sort()).toEqual(Object.keys(HELD).sort())
    expect(conversationOf(visitor)).toEqual(NO_CONVERSATION)
    for (const { listed } of rows)
      if (listed !== undefined)
        expect(Object.values(WORDS.en.data).map(({ what }) => what)).toContainEqual(
          expect.stringMatching(listed),
        )
  })

  it('[P10] is shown, or empty, or nothing of him, or has an entry of its own on the page that the view leads to', () => {
    const [one, other] = [createWorld().arrive().visitor, createWorld().arrive().visitor]
    for (const [field, { shown, empty, named, nothing, listed }] of Object.entries(HELD)) {
      const ways = [shown, empty, named, nothing].filter((way) => way !== undefined)
      expect({ field, ways: ways.length }).toEqual({ field, ways: 1 })
      if (named !== undefined) expect(WORDS.en.data[named].what).toMatch(listed ?? /^$/)
    }
    expect(one.id).not.toBe(other.id)
    expect(Object.keys(one.link).sort()).toEqual(['binary', 'close', 'text'])
    // There are such, so that the view must not call itself complete.
    expect(rows.some(({ named }) => named !== undefined)).toBe(true)
    expect(known.rest).toMatch(/^That is not all: “What the server can see” lists what it holds/)
  })

  /** What is noticed of a network: on which line of the list that stands, and in which words. */
  const asked = ['address', /scrambled form, and how often it asked/] as const
  const left = ['kept', /one of you left the other at once/] as const
  const NOTICED: Readonly<Record<Signal, readonly [keyof typeof WORDS.en.data, RegExp]>> = {
    connects: asked,
    handshakes: asked,
    malformed: asked,
    frames: asked,
    finds: asked,
    quickSkips: left,
    skipped: left,
    noPicture: ['kept', /promised picture reached/],
    reports: ['report', /who reported whose network, and when whose network met/],
    age: ['minor', /look under 18/],
  }
  it('[P10] has a line on that page for all that is noticed of its network', () => {
    for (const [line, words] of Object.values(NOTICED))
      expect(Object.values(WORDS.en.data[line]).join('\n')).toMatch(words)
  })

  it.each(LANGUAGES)('[P10] [C43] leads in $name to that page by its name', async ({ code }) => {
    const { visitWords: words } = (await import(
      `../../web/chat/languages/${code}/visit.ts`
    )) as typeof import('../../web/chat/languages/en/visit.ts')
    expect(words.known.rest).toContain(WORDS[code].pages.view.title)
  })

  it('[P10] is shown field by field, each with words of its own', () => {
    const { visitor } = createWorld().arrive()
    const view = viewOf(visitor, true)
    const shown = rows.flatMap((row) => (row.shown === undefined ? [] : [row.shown]))
    expect(Object.keys(view).sort()).toEqual([...shown, 'type'].sort())
    expect(Object.keys(known)).toEqual(expect.arrayContaining(shown))
    // Each follows what is held.
    const party = { ...visitor.party, prefix: '192.0.2.9' }
    expect([
      viewOf({ ...visitor, party }, true),
      viewOf({ ...visitor, camera: !visitor.camera }, true),
      viewOf({ ...visitor, isSteady: !visitor.isSteady }, true),
      viewOf(visitor, false),
    ]).toEqual([
      { ...view, network: '192.0.2.9' },
      { ...view, camera: !view.camera },
      { ...view, steady: !view.steady },
      { ...view, consent: false },
    ])
  })
})

describe('what the server holds of a visit', () => {
  it('[V5] [P10] is whether he has talked for a while with somebody from elsewhere, as long as he stays', async () => {
    const { advance, arrive } = createWorld()
    const [one, neighbour] = [arrive({ key: 'here' }), arrive({ key: 'here' })]
    const isSteady = (person: Person) => {
      person.say({ type: 'view' })
      return person.last('view').steady
    }
    for (const [ms, isEnough] of [
      [14_999, false],
      [15_000, true],
    ] as const) {
      const other = arrive({ key: 'there' })
      for (const person of [one, other]) {
        person.find()
        await settle()
      }
      advance(ms)
      one.say({ type: 'stop' })
      expect([one, other].map(isSteady)).toEqual([isEnough, isEnough])
    }
    one.gone()
    expect([neighbour, arrive({ key: 'here' })].map(isSteady)).toEqual([false, false])
  })

  it('[V13] [P4] is how a call came about, once as a count, and not beyond the call', async () => {
    const { arrivePaired, tally } = createWorld()
    const [one] = await arrivePaired()
    for (const route of ['relayed', 'direct', 'relayed'] as const)
      one.say({ type: 'outcome', route })
    expect(tally.outcomes).toEqual({ direct: 0, relayed: 1, failed: 0 })
    expect(JSON.stringify(one.visitor.state)).toContain('relayed')
    one.say({ type: 'stop' })
    expect(one.visitor.state).toEqual({ phase: 'idle', consent: true })
  })

  it('[M9] is what he looks for while he does, however the search ends', async () => {
    const { advance, arrive, hub } = createWorld()
    const [one, other] = [arrive(), arrive()]
    const before = hub.residue()
    const search = async () => {
      one.find({ interests: ['chess'], languages: ['en'], calm: true })
      await settle()
    }
    await search()
    expect(hub.residue()).toBeGreaterThan(before)
    one.say({ type: 'stop' })
    expect(hub.residue()).toBe(before)
    await search()
    other.find({ interests: ['chess'], calm: true })
    await settle()
    one.say({ type: 'stop' })
    advance(60_000)
    // Of whom he has met there is a mark with each of the two, and of what he wished nothing.
    expect(hub.residue()).toBe(before + 2)
  })

  it('[P4] [M13] is that he met somebody for ten minutes, however long both stay', async () => {
    const { advance, arrivePaired, hub } = createWorld()
    const [one] = await arrivePaired()
    one.say({ type: 'stop' })
    // Whom one met can be reported for a minute.
    advance(60_000)
    const [visitors, marks] = [2, 2]
    advance(539_999)
    expect(hub.residue()).toBe(visitors + marks)
    // What has lapsed is looked for every five seconds.
    advance(5_000)
    expect(hub.residue()).toBe(visitors)
  })

  it('[P5] is his address, and for a minute longer', async () => {
    const { advance, arrive } = createWorld()
    const held: WeakRef<Party>[] = []
    // In a turn of their own, of which nothing is left on the stack.
    const visit = async () => {
      const people = ['192.0.2.1', '192.0.2.2'].map((prefix) => {
        const party = { key: prefix, hood: prefix, prefix }
        held.push(new WeakRef(party))
        return arrive({ key: party })
      })
      for (const person of people) {
        person.find()
        await settle()
      }
      advance(20_000)
      for (const person of people) person.gone()
    }
    await visit()
    await settle()
    collectGarbage()
    expect(held.every((one) => one.deref() !== undefined)).toBe(true)
    advance(60_000)
    await settle()
    collectGarbage()
    expect(held.some((one) => one.deref() !== undefined)).toBe(false)
  })

  it('[P5] is his address while his last stranger’s page goes on with the call, and for a minute longer', async () => {
    const { advance, arrive } = createWorld()
    const stranger = arrive()
    const visit = async () => {
      const party = { key: 'key', hood: 'hood', prefix: '192.0.2.3' }
      const person = arrive({ key: party })
      for (const one of [person, stranger]) {
        one.find()
        await settle()
      }
      person.gone(false)
      return new WeakRef(party)
    }
    const held = await visit()
    // So long that all else that is kept of him has lapsed.
    advance(3_600_000)
    await settle()
    collectGarbage()
    expect(held.deref()).toBeDefined()
    stranger.say({ type: 'stop' })
    advance(60_000)
    await settle()
    collectGarbage()
    expect(held.deref()).toBeUndefined()
  })
})
