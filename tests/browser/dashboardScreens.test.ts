/** The operators' page by eye, by key and by reader, against a radar that only says what it is told. */
import { sampled } from '../helpers/sampled.ts'
import { closeBrowsers } from './browsers.ts'
import { blocksAt, countsAt, settingsInForce } from './operatorFixtures.ts'
import { LINKS, startOperatorStub, type OperatorStub } from './operatorStub.ts'
import { check, createOperatorPage, type OperatorOptions } from './operatorVisitor.ts'

let radar: OperatorStub
beforeEach(async () => {
  radar = await startOperatorStub()
})
afterEach(() => radar.close())
afterAll(closeBrowsers)

const open = (options?: OperatorOptions) => createOperatorPage(radar.origin, options)
const bodiesOf = (route: string) =>
  radar.asked.filter((one) => one.route === route).map(({ body }) => body)

it('[C8] finds every screen accessible, light on a desktop and dark on a phone', async () => {
  // A hundred rows more are nothing new to look at.
  radar.publish('operator/blocks', blocksAt(Date.now()).slice(0, 8))
  const guest = await open({ hash: `/#enrol=${LINKS.ended}` })
  await guest.sees('does not work any more')
  await check(guest, 'ended link')
  await guest.leave()

  const ada = await open({ hash: `/#enrol=${LINKS.first}` })
  await ada.sees('The first administrator')
  await check(ada, 'enrolment')
  await ada.fill('Name', 'ada')
  await ada.fill('Password', 'walrus lantern orbit')
  await ada.fill('Code', '123456')
  await ada.press('Create account')
  await ada.sees('Eight ways back in')
  await check(ada, 'recovery codes')
  await ada.press('I have kept them')
  await ada.page.waitForSelector('.chart canvas')
  await ada.sees('8 blocks')
  await check(ada, 'dashboard')
  await ada.press('People as a table')
  await check(ada, 'chart as a table', '.charts')
  await ada.press('Add block')
  await ada.fill('Address or prefix', '10.0.0.1')
  await ada.sees('private or reserved')
  await check(ada, 'block', 'dialog')
  await ada.press('Cancel')
  await ada.press('Extend 198.51.100.77')
  await check(ada, 'extend', 'dialog')
  await ada.press('Cancel')
  await ada.press('Invite')
  await ada.press('Create link')
  await ada.sees('Works for another')
  await ada.press('Copy link')
  await ada.sees('Copied')
  await check(ada, 'invitation', 'dialog')
  await ada.page.keyboard.press('Escape')
  await ada.press('Delete mira')
  await check(ada, 'delete', 'dialog')
  await ada.press('Cancel')
  await ada.press('Lift 198.51.100.77')
  await ada.sees('198.51.100.77 is lifted.')
  await check(ada, 'undo', '.notice-bar')
  await ada.press('Sign out')
  await ada.sees('You are signed out, on every device.')
  await check(ada, 'sign-in')
  expect(ada.complaints).toEqual([])
  await ada.leave()
})

it('[O3] takes the token of a link out of the address bar and asks for it by post', async () => {
  const guest = await open({ hash: `/#join=${LINKS.reset}` })
  await guest.sees('A new password and authenticator')
  expect(await guest.page.evaluate(() => [location.href, history.length])).toEqual([
    `${radar.origin}/`,
    2,
  ])
  expect(radar.asked.every(({ route }) => !route.includes(LINKS.reset))).toBe(true)
  expect(await guest.valueOf('Name')).toBe('mira')
  await guest.fill('Password', 'walrus lantern orbit')
  await guest.fill('Code', '000000')
  await guest.press('Save')
  await guest.sees('The code is not right')
  await guest.fill('Code', '123 456')
  await guest.press('Save')
  await guest.sees('Eight ways back in')
  expect(bodiesOf('POST /api/enrolled').at(-1)).toEqual({
    token: LINKS.reset,
    name: 'mira',
    password: 'walrus lantern orbit',
    code: '123456',
  })
  await guest.leave()
})

it('[O1] says in one sentence why nobody comes in, and counts down when it was too fast', async () => {
  const guest = await open()
  const attributes = await guest.page.$$eval('input', (fields) =>
    fields.map(({ autocomplete }) => autocomplete),
  )
  expect(attributes).toEqual(['username', 'current-password', 'one-time-code'])
  await guest.fill('Name', 'ada')
  await guest.fill('Password', 'wrong password')
  await guest.fill('Code', '123456')
  await guest.press('Sign in')
  await guest.sees('Name, password or code is not right.')
  await guest.fill('Password', 'again and again')
  await guest.fill('Code', '123456')
  await guest.press('Sign in')
  await guest.sees('Try again in 12 seconds.')
  await guest.sees(/Try again in (1[01]|\d) seconds?\./)
  await guest.leave()
})

type Offer = readonly [string, Readonly<Record<string, boolean>>, boolean]
it.each(
  sampled<Offer>(
    // Neither nothing nor all.
    [
      [
        'mira',
        { 'Add block': true, 'Block 24 h': true, Invite: false, 'Delete mira': false },
        false,
      ],
    ],
    [
      [
        'vera',
        { 'Add block': false, 'Block 24 h': false, Invite: false, 'Delete mira': false },
        false,
      ],
      ['ada', { 'Add block': true, 'Block 24 h': true, Invite: true, 'Delete mira': true }, true],
    ],
  ),
)('[O4] offers %s what the role may do, and nothing else', async (name, offered, maySwitch) => {
  const operator = await open({ as: name })
  await operator.sees('198.51.100.3')
  // The dry run is said to all, and comes with the last of the states.
  await operator.sees('the detector blocks nobody')
  const found: Record<string, boolean> = {}
  for (const button of Object.keys(offered)) found[button] = await operator.canPress(button)
  expect(found).toEqual(offered)
  expect((await operator.page.$('[role=switch]')) !== null).toBe(maySwitch)
  expect(await operator.canPress('Lift 198.51.100.77')).toBe(offered['Add block'])
  await operator.leave()
})

it('shows what comes, says how old it is when lost, and heals', async () => {
  const ada = await open({ as: 'ada' })
  const at = Date.now()
  radar.publish('operator/settings', settingsInForce(at, false))
  await ada.sees('the detector blocks by itself')
  radar.publish('counts', countsAt(at, { online: 7, waitMedianMs: 1_240 }))
  // Both at once, for the next counts follow within the second.
  await ada.page.waitForFunction(() => {
    const figure = (name: string) => document.querySelector(`[data-figure=${name}]`)?.textContent
    return figure('online') === '7' && figure('median') === '1.2 s'
  })

  radar.cut(true)
  await ada.sees('Connection lost, trying again.')
  await ada.sees(/Figures are ([2-9]|\d\d) s old\./)
  radar.cut(false)
  await ada.page.waitForFunction(() =>
    [...document.querySelectorAll('[role=status]')].some(
      ({ textContent }) => textContent === 'Live',
    ),
  )
  // Each connection has a ticket of its own.
  expect(bodiesOf('POST /api/ticket').length).toBeGreaterThan(1)
  await ada.leave()
})

it('blocks, extends, lifts and takes back by keyboard alone', async () => {
  const mira = await open({ as: 'mira' })
  await mira.sees('134 blocks')
  const { keyboard } = mira.page
  const focused = () => mira.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

  await mira.focus('Add block')
  await keyboard.press('Enter')
  await mira.page.waitForSelector('dialog[open]')
  await keyboard.type('192.0.2.0/8')
  await mira.sees('That is too wide')
  await keyboard.press('Backspace')
  await keyboard.type('25')
  await mira.sees('It would hit 14 visitors who are here now.')
  await keyboard.press('Enter')
  await mira.sees('192.0.2.0/25 is blocked for 24 h.')
  expect(bodiesOf('POST /api/blocks')).toEqual([
    { prefix: '192.0.2.0/25', level: 'app', reason: 'manual', until: expect.any(Number) },
  ])

  await mira.focus('Extend 198.51.100.77')
  await keyboard.press('ArrowDown')
  expect(await focused()).toBe('Extend 2001:db8:44:9::/64')
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await mira.sees('It would end in 58 min.')
  await keyboard.press('Escape')
  await mira.page.waitForFunction(() => document.querySelector('dialog') === null)
  expect(await focused()).toBe('Extend 198.51.100.77')
  await keyboard.press('Tab')
  expect(await focused()).toBe('Lift 198.51.100.77')
  await keyboard.press('Enter')
  await mira.sees('198.51.100.77 is lifted.')
  await mira.focus('Undo')
  await keyboard.press('Enter')
  await mira.sees('198.51.100.77 is blocked again.')
  expect(bodiesOf('POST /api/blocks/lift')).toEqual([{ prefix: '198.51.100.77' }])
  expect(bodiesOf('POST /api/blocks').at(-1)).toEqual({
    prefix: '198.51.100.77',
    level: 'network',
    reason: 'flood',
    until: expect.any(Number),
  })
  await mira.leave()
})

it('says in words what a refused action met, and shows the sign-in when the session is over', async () => {
  const ada = await open({ as: 'ada' })
  radar.refuse('POST /api/team/disable', 'lastAdministrator')
  await ada.press('Disable mira')
  await ada.sees('There has to be one administrator left.')
  radar.refuse('POST /api/cases/close', 'notFound')
  await ada.press('Dismiss')
  await ada.sees('It is not there any more.')
  radar.endSessions()
  await ada.press('Enable jonas')
  await ada.sees('You were signed out. Sign in again to go on.')
  expect(await ada.page.evaluate(() => document.title)).toBe('Radar · P2P Chat')
  await ada.leave()
})

it.each(sampled(['firefox'], ['chromium']))(
  'draws its charts under the page’s own policy in %s, and never loads what the calls need',
  async (kind) => {
    const ada = await open({ kind, as: 'ada' })
    await ada.press('Add block')
    expect(ada.complaints).toEqual([])
    const loaded = await ada.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    )
    expect(loaded.filter((path) => /simple-?peer/i.test(path))).toEqual([])
    expect(await ada.page.$$eval('.chart canvas', (all) => all.length)).toBe(4)
    await ada.leave()
  },
)
