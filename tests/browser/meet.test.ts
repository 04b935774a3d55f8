/** Two strangers meet in real browsers, of one kind and of two. */
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers, type Kind } from './browsers.ts'
import { createPair, createVisitor } from './visitor.ts'

let server: SignalingProcess
beforeAll(async () => {
  server = await startSignaling()
})
afterAll(async () => {
  await closeBrowsers()
  await server.stop()
})

const PAIRS: readonly [Kind, Kind][] = [
  ['chromium', 'chromium'],
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
]

describe('a video call', () => {
  it.each(PAIRS)('[P1] carries picture, voice and text between %s and %s', async (...kinds) => {
    const pair = await createPair(server.origin, kinds)
    const [first, second] = pair
    await Promise.all(pair.map((one) => one.watches('Stranger')))
    await Promise.all(pair.map((one) => one.watches('You')))
    await Promise.all(pair.map((one) => one.listens()))

    await first.write('Good evening from the first')
    await second.reads('Good evening from the first')
    await first.reads('Delivered')
    await second.write('And from the second')
    await first.reads('And from the second')

    // Next: the one who pressed searches on, the other is told in words and may go on too.
    await first.press('Next')
    await second.hears('The stranger went on')
    await second.press('Find someone')
    await Promise.all(pair.map((one) => one.hears('You are talking')))
    await Promise.all(pair.map((one) => one.watches('Stranger')))

    await second.press('Stop')
    await second.hears('You left')
    await first.hears('The stranger left')
    for (const one of pair) {
      expect(one.complaints).toEqual([])
      expect([...one.hosts]).toEqual([new URL(server.origin).host])
      await one.leave()
    }
  })

  it('[M13] pairs the one who pressed Next with somebody new at once', async () => {
    const [first, second] = await createPair(server.origin)
    const third = await createVisitor('chromium', server.origin)
    await third.find()
    await third.hears('Looking for someone')
    await first.press('Next')
    await third.hears('You are talking')
    await Promise.all([first.watches('Stranger'), third.watches('Stranger')])
    await first.write('hello, third')
    await third.reads('hello, third')
    await second.hears('The stranger went on')
    for (const one of [first, second, third]) await one.leave()
  })

  it('shows what the two have in common, and the nickname', async () => {
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
    for (const one of [first, second]) await one.leave()
  })
})
