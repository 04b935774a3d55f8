/** A real middleman: both calls work, everything passes through him, and the check tells (P11). */
import { createVerification, type VerifyMessage } from '../../web/chat/verify.ts'
import { inProof, sampled } from '../helpers/sampled.ts'
import { closeBrowsers, openBrowsers } from './browsers.ts'
import { checkWithEach, type Alter, type Side, type Tactic } from './middleman.ts'
import {
  COMPARE,
  createScene,
  expectOtherSymbols,
  expectUnverified,
  NOT_VERIFIED,
  part,
  talk,
  type Scene,
} from './middlemanScene.ts'

beforeAll(() => openBrowsers(['chromium'], ['firefox']))
afterAll(closeBrowsers)

// Picture and voice the other way round: `long.prove.ts`.
describe.each(sampled([['chromium', 'firefox', 'video']], [['firefox', 'chromium', 'text']]))(
  'between %s, who offers, and %s, who answers: %s',
  (offers, answers, mode) => {
    let scene: Scene
    beforeAll(async () => {
      scene = await createScene([offers, answers], { mode })
    })
    afterAll(() => scene.close())

    it('[P11] who passes on all that is shown and said, and the check, is not verified', async () => {
      await expectUnverified(scene, mode === 'video')
    })

    it('[P11] who checks honestly with each is shown by other symbols', async () => {
      await expectOtherSymbols(scene)
    })
  },
)

describe('who meddles with the check', () => {
  let scene: Scene
  let earlier: VerifyMessage[]
  beforeAll(async () => {
    earlier = await saidToAnother()
    scene = await createScene(['chromium', 'chromium'], { mode: 'text' })
  })
  afterAll(() => scene.close())

  const reveal = (nonce: string): VerifyMessage => ({ type: 'verify', step: 'reveal', nonce })

  /** What an honest check with somebody else has said. */
  async function saidToAnother(): Promise<VerifyMessage[]> {
    const said: VerifyMessage[] = []
    const run = createVerification(
      'offer',
      { certificates: [new Uint8Array(32), new Uint8Array(32)], keys: ['own', 'other'] },
      false,
      (message) => said.push(message),
      () => undefined,
    )
    await run.begin()
    await run.take({ type: 'verify', step: 'nonce', nonce: 'x'.repeat(43), known: false })
    return said
  }

  it.each(
    sampled<readonly [string, Alter, readonly Side[]]>(
      [
        [
          'reveals another nonce than he committed to',
          (_, message) => [message.step === 'reveal' ? reveal('x'.repeat(43)) : message],
          ['second'],
        ],
        [
          'says what he said to another',
          (to, message) =>
            to === 'second' ? earlier.filter(({ step }) => step === message.step) : [message],
          ['second'],
        ],
      ],
      [
        [
          'repeats what he heard and said',
          (to, message, { heard }) => (to === 'first' ? [...heard, message] : [message, message]),
          ['first', 'second'],
        ],
        [
          'reveals before he has committed or been told a nonce',
          (_, message, { nonce }) => [reveal(nonce), message],
          ['first', 'second'],
        ],
      ],
    ),
  )('[P11] and %s, is not verified', async (_, alter, unverified) => {
    const { tactic } = checkWithEach(alter)
    await scene.meet(tactic)
    await talk(scene, 'meddled')
    for (const side of unverified) {
      await scene[side].sees(NOT_VERIFIED)
      expect(await scene[side].canPress(COMPARE)).toBe(false)
    }
    await part(scene)
  })

  inProof('[P11] and keeps his words back, is not verified, nor when he says them late', keepSilent)

  /** In a scene of its own, because it waits for a deadline. */
  async function keepSilent(): Promise<void> {
    const silent = await createScene(['chromium', 'chromium'], { mode: 'text' })
    const late: (() => void)[] = []
    const tactic: Tactic = (meeting) =>
      checkWithEach().tactic({
        bound: meeting.bound,
        say: (side, text) => late.push(() => meeting.say(side, text)),
      })
    await silent.meet(tactic)
    await talk(silent, 'meanwhile')
    const both = [silent.first, silent.second]
    await Promise.all(both.map((one) => one.sees(NOT_VERIFIED)))
    expect(late.length).toBeGreaterThan(1)
    for (const say of late) say()
    // What comes after them has come over the same channel.
    await talk(silent, 'afterwards')
    for (const one of both) {
      await one.sees(NOT_VERIFIED)
      expect(await one.canPress(COMPARE)).toBe(false)
    }
    await part(silent)
    await silent.close()
  }
})
