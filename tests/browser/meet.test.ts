/** Two strangers meet in real browsers, of one kind and of two. */
import { codecsOf, streamsOf } from './mediaWatch.ts'
import { useServer } from './useServer.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

const server = useServer()
const elsewhere = useServer()

/** As `codecs.ts` prefers them: the redundant voice where both have it, and the cheapest picture. */
async function expectCodecs(pair: readonly Visitor[]): Promise<void> {
  const isRedundant = pair.every(({ kind }) => kind === 'chromium')
  for (const one of pair) {
    const voice = await codecsOf(one, 'audio')
    expect(voice).toEqual({
      agreed: [...(isRedundant ? ['red'] : []), 'opus', 'telephone-event'],
      // What is inside of the redundancy.
      sent: 'audio/opus',
    })
    const picture = await codecsOf(one, 'video')
    expect(picture.sent).toBe('video/VP8')
    // H.264 is a part of its own in Firefox, which not every machine has.
    expect(picture.agreed.filter((name) => name !== 'H264')).toEqual(['VP8', 'rtx', 'VP9', 'AV1'])
    expect([-1, 2]).toContain(picture.agreed.indexOf('H264'))
  }
}

/** Picture and voice from both to both, and text. */
async function talk(pair: readonly [Visitor, Visitor]): Promise<void> {
  const [first, second] = pair
  await Promise.all(pair.map((one) => one.watches('Stranger')))
  await Promise.all(pair.map((one) => one.watches('You')))
  await Promise.all(pair.map((one) => one.listens()))
  await expectCodecs(pair)
  for (const streams of await Promise.all(pair.map(streamsOf))) {
    // As one, so that the lips stay with the words.
    expect(streams).toEqual([expect.stringMatching(/^[^-]/), streams[0]])
  }
  await first.write('Good evening from the first')
  await second.reads('Good evening from the first')
  await first.reads('Delivered')
  await second.write('And from the second')
  await first.reads('And from the second')
}

function expectQuiet(origin: string, visitors: readonly Visitor[]): void {
  for (const { complaints, hosts } of visitors) {
    expect(complaints).toEqual([])
    expect([...hosts]).toEqual([new URL(origin).host])
  }
}

/** Runs before the page's own scripts: counts how often camera and microphone are asked for. */
function countAsking(): void {
  const asked = { times: 0 }
  Object.assign(globalThis, { asked })
  // The empty page, on which every browser begins, has none.
  if (!('MediaDevices' in globalThis)) return
  const { getUserMedia } = MediaDevices.prototype
  MediaDevices.prototype.getUserMedia = function ask(wanted) {
    asked.times += 1
    return getUserMedia.call(this, wanted)
  }
}
const timesAsked = ({ page }: Visitor) =>
  page.evaluate(() => (globalThis as unknown as { asked: { times: number } }).asked.times)

/**
 * Who has met somebody meets him again when nobody else comes for five seconds. The pairs wait for
 * that on a server each, while something else is done.
 */
const MEETINGS = [
  ['chromium', 'firefox', server, [] as Visitor[]],
  ['chromium', 'chromium', elsewhere, [] as Visitor[]],
] as const

it.each(MEETINGS)(
  '[P1] [C16] carries picture, voice and text between %s and %s, and goes on by Next',
  async (one, other, { origin }, pair) => {
    pair.push(...(await createPair(origin, [one, other], { before: countAsking })))
    const [first, second] = pair as [Visitor, Visitor]
    await talk([first, second])

    // Next: the one who pressed searches on, the other is told in words and may go on too.
    await second.press('Next')
    await first.hears('The stranger went on')
    await second.hears('Looking for someone')
    await first.press('Find someone')
  },
)

it('[P1] [M13] says what two have in common, and pairs the one who pressed Next with somebody new at once', async () => {
  const first = await createVisitor('chromium', server.origin, {
    mode: 'text',
    interests: 'old maps, jazz',
  })
  await first.find()
  await first.hears('Looking for someone')
  const second = await createVisitor('chromium', server.origin, {
    mode: 'text',
    interests: 'Jazz',
    nickname: 'Mira',
  })
  await second.find()
  await first.hears('You are talking with a stranger. You both like jazz.')
  await first.sees('You both like jazz.')
  await first.sees('Mira')
  const third = await createVisitor('chromium', server.origin, { mode: 'text' })
  await third.find()
  await third.hears('Looking for someone')
  await first.press('Next')
  await third.hears('You are talking')
  await first.write('hello, third')
  await third.reads('hello, third')
  await second.hears('The stranger went on')
  expectQuiet(server.origin, [first, second, third])
  for (const one of [first, second, third]) await one.leave()
})

it.each(MEETINGS)(
  '[P1] [C16] carries as much between %s and %s when the other one was there first, and ends by Stop',
  async (_one, _other, { origin }, pair) => {
    const [first, second] = pair as [Visitor, Visitor]
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    await talk([second, first])
    // Each for two calls: a visit asks once.
    expect(await Promise.all(pair.map(timesAsked))).toEqual([1, 1])

    await first.press('Stop')
    await first.hears('You left')
    await second.hears('The stranger left')
    expectQuiet(origin, pair)
    for (const one of pair) await one.leave()
  },
)
