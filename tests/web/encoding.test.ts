import { limitPicture } from '../../web/chat/encoding.ts'

const RUNG = { height: 720, bitrate: 2_000_000, frameRate: 30 }

/** @param knows whether the browser returns what it was asked to keep */
function fakeSender(knows: boolean) {
  let held: Record<string, unknown> = { encodings: [{ active: true }] }
  const set: unknown[] = []
  const sender = {
    track: { getSettings: () => ({ width: 1280, height: 720 }) },
    getParameters: () => structuredClone(held),
    setParameters(parameters: Record<string, unknown>) {
      set.push(parameters.degradationPreference)
      held = structuredClone(parameters)
      if (!knows) delete held.degradationPreference
      return Promise.resolve()
    },
  }
  return { sender: sender as unknown as RTCRtpSender, set }
}
const settle = () => new Promise(setImmediate)

it('[C16] keeps the lines of a screen, and the movement of a camera, at the same limits', async () => {
  const { sender, set } = fakeSender(true)
  for (const isScreen of [false, true, true, false]) limitPicture(sender, RUNG, isScreen)
  await settle()
  expect(set).toEqual(['balanced', 'maintain-resolution', 'balanced'])
})

it('[C16] says nothing twice to a browser that does not tell what it keeps', async () => {
  const { sender, set } = fakeSender(false)
  for (const isScreen of [false, false, false]) limitPicture(sender, RUNG, isScreen)
  await settle()
  expect(set).toHaveLength(1)
})
