import { fakeStream, named, questions, start } from './fakeDevices.ts'

describe('one device', () => {
  it('[C15] is replaced when it is unplugged, and is not asked for again', async () => {
    const { answer, asked } = questions()
    const { devices, said } = start({ microphone: 'chosen' })
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('audio')]
    devices.open('video')
    await answer(0, first.stream)
    first.tracks[0]?.end()
    await answer(1, other.stream)
    expect(asked[0]?.audio).toMatchObject({ deviceId: { exact: 'chosen' } })
    expect(asked[1]).toEqual({
      audio: expect.not.objectContaining({ deviceId: expect.anything() }),
    })
    expect(said).toEqual(['ready video', 'audio replaced by another audio'])
    expect(devices.tracks()).toEqual({ audio: other.tracks[0], video: first.tracks[1] })
    expect(first.tracks[1]?.isStopped).toBe(false)
  })

  it('[C15] is changed while the other goes on, and the old one is let go', async () => {
    const { answer, asked } = questions()
    const { devices, said, wish } = start()
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('video')]
    devices.open('video')
    await answer(0, first.stream)
    wish({ camera: 'second' })
    devices.change('video')
    expect(first.tracks.some(({ isStopped }) => isStopped)).toBe(false)
    await answer(1, other.stream)
    expect(asked[1]).toMatchObject({ video: { deviceId: { exact: 'second' } } })
    expect(asked[1]).not.toHaveProperty('audio')
    expect(said).toEqual(['ready video', 'changed video'])
    expect(devices.tracks()).toEqual({ audio: first.tracks[0], video: other.tracks[0] })
    expect(first.tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    devices.close()
    expect(other.tracks[0]?.isStopped).toBe(true)
  })

  it('[C15] is let go before the next where a phone opens one camera at a time', async () => {
    const { answer } = questions()
    const { devices, said, wish } = start()
    const [first, other] = [fakeStream('audio', 'video'), fakeStream('video')]
    devices.open('video')
    await answer(0, first.stream)
    wish({ facing: 'environment' })
    devices.change('video')
    await answer(1, named('NotReadableError'))
    expect(first.tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    await answer(2, other.stream)
    expect(said).toEqual(['ready video', 'changed video'])
    expect(devices.tracks().video).toBe(other.tracks[0])
  })

  it('[C7] that cannot be had costs nothing that works', async () => {
    const { answer } = questions()
    const { devices, said, wish } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    devices.open('video')
    await answer(0, stream)
    wish({ microphone: 'gone' })
    devices.change('audio')
    await answer(1, named('OverconstrainedError'))
    expect(said).toEqual(['ready video', 'problem notFound'])
    expect(devices.tracks()).toEqual({ audio: tracks[0], video: tracks[1] })
  })

  it('[C2] is the one that was chosen last, and none that comes after the end', async () => {
    const { answer } = questions()
    const { devices, said } = start()
    const first = fakeStream('audio')
    const [one, two, late] = [fakeStream('audio'), fakeStream('audio'), fakeStream('audio')]
    devices.open('audio')
    await answer(0, first.stream)
    devices.change('audio')
    devices.change('audio')
    await answer(2, two.stream)
    await answer(1, one.stream)
    expect(devices.tracks().audio).toBe(two.tracks[0])
    expect(one.tracks[0]?.isStopped).toBe(true)
    devices.change('audio')
    devices.close()
    await answer(3, late.stream)
    expect(late.tracks[0]?.isStopped).toBe(true)
    expect(devices.stream()).toBeNull()
    expect(said).toEqual(['ready audio', 'changed audio'])
  })

  it.each([
    ['changes while it is open', true, 1],
    ['is opened anew where the browser does not change it', false, 2],
  ] as const)('[C15] cleans the voice otherwise: it %s', async (_, canAdjust, questionsAsked) => {
    const { answer, asked } = questions()
    const { devices, wish } = start()
    const { stream, tracks } = fakeStream('audio')
    devices.open('audio')
    await answer(0, stream)
    wish({ noiseSuppression: false })
    if (tracks[0] !== undefined)
      tracks[0].settings = {
        echoCancellation: true,
        noiseSuppression: !canAdjust,
        autoGainControl: true,
      }
    devices.adjust()
    await new Promise(setImmediate)
    expect(asked).toHaveLength(questionsAsked)
    if (!canAdjust) expect(asked[1]).toMatchObject({ audio: { noiseSuppression: false } })
  })
})
