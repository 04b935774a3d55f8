/** What a visitor sees whose browser gets the page, and not its scripts. */
import { findingsInBothThemes } from './axe.ts'
import { openTab } from './browsers.ts'
import { useServer } from './useServer.ts'

const server = useServer()

it.each(['chromium', 'firefox'] as const)(
  '[C33] [C8] says after a while that it did not load, for everybody, and loads when it can, in %s',
  async (kind) => {
    const { page, context } = await openTab(kind)
    let isCut = true
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      const isScript = new URL(request.url()).pathname.endsWith('.js')
      void (isCut && isScript ? request.abort() : request.continue())
    })
    await page.goto(server.origin)
    const seen = await page.$eval('.unloaded', (note) => {
      const [wait] = note.getAnimations()
      if (wait === undefined) return null
      const isSeen = () => note.checkVisibility({ visibilityProperty: true })
      wait.pause()
      wait.currentTime = 0
      const before = isSeen()
      wait.finish()
      return { before, after: isSeen(), delay: wait.effect?.getTiming().delay }
    })
    expect(seen).toEqual({ before: false, after: true, delay: 8_000 })
    expect(await findingsInBothThemes({ kind, page })).toEqual([])
    isCut = false
    await page.click('.unloaded a')
    await page.waitForSelector('button[type=submit]')
    expect(await page.$('.unloaded')).toBeNull()
    await context.close()
  },
)

// Firefox 153 never asks a second time for a script that did not come; there Reload is the way.
it('[C22] [C33] asks for its words until they come, and needs nobody for it', async () => {
  const { page, context } = await openTab('chromium')
  let isCut = true
  const isOfWords = (url: string) => new URL(url).pathname.startsWith('/assets/start-')
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    void (isCut && isOfWords(request.url()) ? request.abort() : request.continue())
  })
  const cut = new Promise((resolve) => {
    page.on('requestfailed', (request) => isOfWords(request.url()) && resolve(true))
  })
  await page.goto(server.origin)
  await cut
  expect(await page.$('.unloaded')).not.toBeNull()
  isCut = false
  await page.waitForSelector('button[type=submit]')
  // Another language that does not come is told, and comes when it is chosen again.
  const said = (language: string) =>
    page.waitForFunction(
      (wanted) =>
        [
          document.documentElement.lang,
          document.querySelector('.footer [role=status]')?.textContent,
        ].join(': ') === wanted,
      { polling: 50 },
      language,
    )
  await page.waitForFunction(() => document.body.innerText.includes('Keep this page'))
  isCut = true
  await page.select('select.languages', 'de')
  await said('en: That did not load. Try again in a moment, or reload the page.')
  isCut = false
  await page.select('select.languages', 'de')
  await said('de: ')
  await context.close()
})

it('[C54] says that a dialog did not come, opens none later, and one that is asked for anew', async () => {
  const { page, context } = await openTab('chromium')
  let isCut = true
  await page.setRequestInterception(true)
  page.on('request', (request) => {
    const isCutOff = isCut && new URL(request.url()).pathname.startsWith('/assets/KeepDialog-')
    void (isCutOff ? request.abort() : request.continue())
  })
  await page.goto(server.origin)
  const ask = () => page.locator('::-p-text(Keep this page on this device)').click()
  await ask()
  await page.waitForSelector('::-p-text(That did not load)')
  isCut = false
  await page.waitForSelector('::-p-text(That did not load)', { hidden: true })
  expect(await page.$('dialog[open]')).toBeNull()
  await ask()
  await page.waitForSelector('dialog[open]')
  await context.close()
})

it('[C33] leaves the word to who has switched scripts off', async () => {
  const { page, context } = await openTab('chromium')
  await page.setJavaScriptEnabled(false)
  await page.goto(server.origin)
  // What stands in the page itself; the driver's own scripts still run.
  expect(await page.$eval('noscript', ({ textContent }) => textContent)).toContain('JavaScript')
  expect(await page.$eval('.unloaded', (note) => getComputedStyle(note).display)).toBe('none')
  await context.close()
})
