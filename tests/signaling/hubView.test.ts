import { createWorld, settle } from './hubHarness.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

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

  it('[P10] has no field that is not shown', () => {
    const { arrive } = createWorld()
    // Whoever adds one decides whether the visitor is to see it: `viewOf` and this list.
    const { visitor } = arrive()
    expect(Object.keys(visitor).sort()).toEqual(
      ['camera', 'hasPlace', 'id', 'isSteady', 'lan', 'link', 'pairedAt', 'partner', 'party']
        .concat(['reportToken', 'sawNothing', 'signalsLeft', 'state'])
        .sort(),
    )
  })
})
