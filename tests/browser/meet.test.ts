/** Two strangers meet in real browsers, of one kind and of two. */
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'
import { createPair, createVisitor, type Visitor } from './visitor.ts'

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

/** Picture and voice from both to both, and text. */
async function talk(pair: readonly [Visitor, Visitor]): Promise<void> {
  const [first, second] = pair
  await Promise.all(pair.map((one) => one.watches('Stranger')))
  await Promise.all(pair.map((one) => one.watches('You')))
  await Promise.all(pair.map((one) => one.listens()))
  await first.write('Good evening from the first')
  await second.reads('Good evening from the first')
  await first.reads('Delivered')
  await second.write('And from the second')
  await first.reads('And from the second')
}

function expectQuiet(visitors: readonly Visitor[]): void {
  for (const { complaints, hosts } of visitors) {
    expect(complaints).toEqual([])
    expect([...hosts]).toEqual([new URL(server.origin).host])
  }
}

describe('a video call', () => {
  it('[P1] carries picture, voice and text between Chromium and Firefox, whoever was there first', async () => {
    const pair = await createPair(server.origin, ['chromium', 'firefox'])
    const [chromium, firefox] = pair
    await talk(pair)

    // Next: the one who pressed searches on, the other is told in words and may go on too.
    await firefox.press('Next')
    await chromium.hears('The stranger went on')
    await firefox.hears('Looking for someone')
    await chromium.press('Find someone')
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    await talk([firefox, chromium])

    await chromium.press('Stop')
    await chromium.hears('You left')
    await firefox.hears('The stranger left')
    expectQuiet(pair)
    for (const one of pair) await one.leave()
  })

  it('[P1] [M13] carries them in Chromium, and pairs the one who pressed Next with somebody new at once', async () => {
    const first = await createVisitor('chromium', server.origin, { interests: 'old maps, jazz' })
    await first.find()
    await first.hears('Looking for someone')
    const second = await createVisitor('chromium', server.origin, {
      interests: 'Jazz',
      nickname: 'Mira',
    })
    await second.find()
    await first.sees('You both like jazz.')
    await first.sees('Mira')
    await talk([first, second])
    const third = await createVisitor('chromium', server.origin)
    await third.find()
    await third.hears('Looking for someone')
    await first.press('Next')
    await third.hears('You are talking')
    await Promise.all([first.watches('Stranger'), third.watches('Stranger')])
    await first.write('hello, third')
    await third.reads('hello, third')
    await second.hears('The stranger went on')
    expectQuiet([first, second, third])
    for (const one of [first, second, third]) await one.leave()
  })
})
