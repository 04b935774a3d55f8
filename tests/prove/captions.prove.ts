/** Captions in a call: with a recogniser that stays on the device, and in browsers as they are. */
import { type Kind } from '../browser/browsers.ts'
import { useServer } from '../browser/useServer.ts'
import { createPair, createVisitor, type Visitor } from '../browser/visitor.ts'

const server = useServer()

/** Takes the place of the browser's recogniser; runs in the page before ours. */
function recogniseHere(): void {
  const heard = { starts: [] as string[], aborted: 0, last: null as EventTarget | null }
  class Recogniser extends EventTarget {
    isLocal = false
    static available = () => Promise.resolve('available')
    get processLocally() {
      return this.isLocal
    }
    set processLocally(is) {
      this.isLocal = is
    }
    start(track: MediaStreamTrack) {
      const voice = document.querySelector<HTMLAudioElement>('.stage audio')
      const stream = voice?.srcObject
      const isTheirs = stream instanceof MediaStream && stream.getAudioTracks().includes(track)
      heard.starts.push(`${track.kind} ${isTheirs ? 'theirs' : 'mine'} ${this.isLocal}`)
      heard.last = this
    }
    abort() {
      heard.aborted += 1
    }
  }
  Object.assign(globalThis, { SpeechRecognition: Recogniser, heard })
}

interface Heard {
  starts: string[]
  aborted: number
  last: EventTarget | null
}
const heardBy = ({ page }: Visitor) =>
  page.evaluate(() => {
    const { starts, aborted } = (globalThis as unknown as { heard: Heard }).heard
    return { starts, aborted }
  })

async function openSettings(visitor: Visitor): Promise<void> {
  if (await visitor.canPress('More')) await visitor.press('More')
  await visitor.press('Settings')
  await visitor.sees('Kept until you close this page')
}

const CAPTIONS = '::-p-xpath(//label[contains(., "Captions")]//input)'

it('[C53] what the stranger says stands over the picture, once it is asked for', async () => {
  const reader = await createVisitor('chromium', server.origin, { before: recogniseHere })
  const speaker = await createVisitor('chromium', server.origin)
  await Promise.all([reader.find(), speaker.find()])
  await Promise.all([reader.hears('You are talking'), speaker.hears('You are talking')])
  await reader.listens()
  expect((await heardBy(reader)).starts).toEqual([])
  await openSettings(reader)
  await (await reader.page.waitForSelector(CAPTIONS))?.click()
  await reader.press('Done')
  const log = await reader.page.waitForSelector('[role=log][aria-label=Captions][aria-live=off]')
  expect(await heardBy(reader)).toEqual({ starts: ['audio theirs true'], aborted: 0 })
  await reader.page.evaluate(() => {
    const results = [{ isFinal: true, 0: { transcript: 'good evening to you' } }]
    const event = Object.assign(new Event('result'), { results, resultIndex: 0 })
    ;(globalThis as unknown as { heard: Heard }).heard.last?.dispatchEvent(event)
  })
  await reader.sees('good evening to you')
  expect(await log?.evaluate((one) => one.textContent)).toBe('good evening to you')
  await speaker.press('Next')
  await reader.hears('The stranger went on')
  expect((await heardBy(reader)).aborted).toBe(1)
  expect(reader.complaints).toEqual([])
  await Promise.all([reader.leave(), speaker.leave()])
})

it('[C53] nothing is offered where a browser would need somebody else for it', async () => {
  const kinds: readonly [Kind, Kind] = ['chromium', 'firefox']
  const pair = await createPair(server.origin, kinds)
  for (const visitor of pair) {
    await openSettings(visitor)
    const answer = await visitor.page.evaluate(async () => {
      const { SpeechRecognition: found } = globalThis as {
        SpeechRecognition?: { available?(wanted: object): Promise<string> }
      }
      const asked = found?.available?.({ langs: ['en'], processLocally: true })
      return asked?.catch((error: unknown) => String(error)) ?? 'no recogniser'
    })
    expect(answer).not.toBe('available')
    expect(await visitor.page.$(CAPTIONS)).toBeNull()
  }
  for (const visitor of pair) await visitor.leave()
})
