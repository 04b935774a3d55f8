import { viewOf, type Visitor } from '../../signaling/link.ts'
import { WORDS } from '../../signaling/languages/table.ts'
import { visitWords } from '../../web/chat/languages/en/visit.ts'
import { createWorld, settle } from './hubHarness.ts'
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
    // Of the address: whether it is private, and whether its network has a place to give.
    lan: { listed: /^Your network address$/ },
    hasPlace: { listed: /^Your network address$/ },
    // A random number, and the socket itself.
    id: {},
    link: {},
  }
  interface Held {
    readonly shown?: keyof ReturnType<typeof viewOf>
    readonly empty?: unknown
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
