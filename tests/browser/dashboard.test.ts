/** One evening at the operators' desk, told in order: real processes, real browsers, real codes. */
import { codeOf, PASSWORD } from '../helpers/radarOperator.ts'
import { waitUntil } from '../helpers/wait.ts'
import { closeBrowsers, openTab } from './browsers.ts'
import { check, createOperatorPage, type Operator } from './operatorVisitor.ts'
import { startStage, type Stage } from './radarStage.ts'
import { createVisitor, type Visitor } from './visitor.ts'

const BLOCKED = '203.0.113.21'
const PHONE = { width: 390, height: 844 }
/** What was promised is 2 s and 1 s; the rest is for a machine that runs six browsers at once. */
const LIVE_WITHIN_MS = 6_000
const CUT_WITHIN_MS = 5_000

let stage: Stage
let ada: Operator
let recoveryCodes: readonly string[] = []
let first: Visitor
let second: Visitor

beforeAll(async () => {
  stage = await startStage([BLOCKED, '203.0.113.22'])
})
afterAll(async () => {
  await closeBrowsers()
  await stage.close()
})

const textOf = ({ page }: Operator, selector: string) =>
  page.$eval(selector, (one) => one.textContent ?? '')

/** Waits until the dashboard shows these figures at once. */
async function counts({ page }: Operator, online: number, inCalls: number): Promise<void> {
  await page.waitForFunction(
    (...wanted) =>
      ['online', 'inCalls'].every(
        (name, index) =>
          document.querySelector(`[data-figure=${name}]`)?.textContent === String(wanted[index]),
      ),
    { polling: 50 },
    online,
    inCalls,
  )
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const begun = Date.now()
  await work
  expect(Date.now() - begun).toBeLessThan(limitMs)
}

/** Fills in what a link asks for, as somebody with a phone would. */
async function enrol(operator: Operator, name: string) {
  await operator.fill('Name', name)
  await operator.fill('Password', PASSWORD)
  const secret = (await textOf(operator, '.secret')).replaceAll(' ', '')
  await operator.fill('Code', codeOf(secret))
  await operator.press('Create account')
  await operator.sees('Eight ways back in')
  const codes = await operator.page.$$eval('.codes li', (all) => all.map((one) => one.innerText))
  await operator.press('I have kept them')
  await operator.page.waitForSelector('.chart-grid')
  return { secret, codes }
}

it('[O1] makes the first administrator by the printed link, and signs in with name, password and code', async () => {
  const [link = ''] = /http\S+#join=[\w-]{43}/.exec(stage.radar.stdout()) ?? []
  ada = await createOperatorPage(link)
  await ada.sees('The first administrator')
  const { secret, codes } = await enrol(ada, 'ada')
  expect(new Set(codes).size).toBe(8)
  recoveryCodes = codes
  await counts(ada, 0, 0)

  await ada.press('Sign out')
  await ada.sees('You are signed out, on every device.')
  await ada.fill('Name', 'ada')
  await ada.fill('Password', PASSWORD)
  await ada.fill('Code', codeOf(secret, 1))
  await ada.press('Sign in')
  await counts(ada, 0, 0)
})

it('counts two who meet, within two seconds, and by which route they talk', async () => {
  const [here = '', there = ''] = stage.origins
  first = await createVisitor('chromium', here, { mode: 'text', viewport: PHONE })
  second = await createVisitor('chromium', there, { mode: 'text' })
  await first.find()
  await second.find()
  await Promise.all([first.hears('You are talking'), second.hears('You are talking')])
  await within(LIVE_WITHIN_MS, counts(ada, 2, 2))
  await ada.sees('100 % direct')
})

it('[R21] blocks one of them, who is told why and until when, asks, and comes back when it is lifted', async () => {
  await ada.press('Add block')
  // The proxy in front of everybody is no visitor.
  await ada.fill('Address or prefix', '127.0.0.1')
  await ada.sees('That address is private or reserved')
  await ada.fill('Address or prefix', BLOCKED)
  await ada.sees('It would hit 1 visitor who is here now.')
  await ada.press('Block')
  await ada.sees(`${BLOCKED} is blocked for 24 h.`)
  await within(
    CUT_WITHIN_MS,
    Promise.all([
      first.sees('Your network is blocked for now'),
      second.sees('The stranger left'),
      counts(ada, 1, 0),
    ]),
  )
  await first.sees('A person who runs this server decided so.')
  await first.sees('It ends by itself:')
  const code = /Code of this block: ([0-9A-Z]{8})/.exec(
    await first.page.evaluate(() => document.body.innerText),
  )?.[1]
  await check(first, 'blocked')

  // Whoever comes anew from there is told the same, before anything is asked of him.
  const { page, context } = await openTab('chromium')
  await page.goto(stage.origins[0] ?? '')
  await page.waitForFunction(
    (wanted) => document.body.innerText.includes(wanted),
    { polling: 50 },
    `Code of this block: ${code}`,
  )
  await context.close()

  await first.press('Ask for a second look')
  await first.sees('Asked. A person will look at it')
  await ada.page.waitForFunction(
    (...wanted) => {
      const { innerText } = document.querySelector<HTMLElement>('#decisions') ?? { innerText: '' }
      return wanted.every((words) => innerText.includes(words))
    },
    { polling: 50 },
    BLOCKED,
    code ?? 'no code',
  )
  await check(ada, 'appeal', '#decisions')
  await ada.press('Lift')
  await ada.sees(`${BLOCKED} is lifted.`)
  // It takes up to a second until signaling knows.
  await waitUntil(10_000, async () => {
    if (await first.canPress('Try again')) await first.press('Try again')
    return first.page.evaluate(() => document.body.innerText.includes('Looking for someone'))
  })
  await second.press('Find someone')
  await Promise.all([first.hears('You are talking'), second.hears('You are talking')])
  await counts(ada, 2, 2)
  expect(await textOf(ada, '#history')).toMatch(/lifted.*blocked/)
  const broken = [...first.complaints, ...second.complaints].filter((said) => /violat/i.test(said))
  expect(broken).toEqual([])
})

it('[O3] [O4] lets an invited viewer see and nothing more, and throws out who is disabled', async () => {
  await ada.press('Invite')
  await ada.page.select('dialog select', 'viewer')
  await ada.press('Create link')
  await ada.sees('Works for another')
  const link = await ada.page.$eval('dialog input', (field) => (field as HTMLInputElement).value)
  await ada.press('Close')

  const vera = await createOperatorPage(link, { kind: 'firefox' })
  await vera.sees('You were invited as viewer.')
  await enrol(vera, 'vera')
  await counts(vera, 2, 2)
  await vera.page.waitForSelector('.chart canvas')
  for (const button of ['Add block', 'Invite', 'Disable ada'])
    expect([button, await vera.canPress(button)]).toEqual([button, false])
  expect(await vera.page.$$('#decisions, #team, [role=switch]')).toEqual([])
  const refused = await vera.page.evaluate(async () => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch('/api/team/invite', { method: 'POST', headers, body: '{}' })
    return [answer.status, await answer.json()]
  })
  expect(refused).toEqual([403, { problem: 'notAllowed' }])

  // It must be the live connection that tells her, not the answer to something she asks.
  await vera.page.waitForNetworkIdle({ idleTime: 1_000 })
  await ada.press('Disable vera')
  await within(CUT_WITHIN_MS, vera.sees('You were signed out. Sign in again to go on.'))
  expect(vera.complaints).toEqual([])
  await vera.leave()
})

it('keeps a session over a reload, and ends it in every window at once', async () => {
  await ada.page.reload()
  await counts(ada, 2, 2)
  const window = await ada.page.browserContext().newPage()
  await window.goto(stage.radar.origin)
  await window.waitForSelector('.chart-grid')
  await ada.press('Sign out')
  await within(
    CUT_WITHIN_MS,
    window.waitForFunction(() => document.body.innerText.includes('You were signed out.')),
  )
  await window.close()
})

it('says that the radar is silent or gone and how old the figures are, and heals', async () => {
  await ada.fill('Name', 'ada')
  await ada.fill('Password', PASSWORD)
  await ada.press('Use a recovery code instead')
  await ada.fill('Code', recoveryCodes[0] ?? '')
  await ada.press('Sign in')
  await counts(ada, 2, 2)

  stage.radar.kill('SIGSTOP')
  await ada.sees('The radar is silent.')
  await ada.sees(/Figures are ([4-9]|\d\d) s old\./)
  stage.radar.kill('SIGCONT')
  await ada.page.waitForSelector('.link-line.live')

  await stage.radar.stop()
  await ada.sees('Connection lost, trying again.')
  // The call does not need it.
  await first.write('is anybody watching?')
  await second.reads('is anybody watching?')
  await stage.restartRadar()
  // Sessions are in memory only.
  await ada.sees('You were signed out. Sign in again to go on.')
  expect(ada.complaints).toEqual([])
})
