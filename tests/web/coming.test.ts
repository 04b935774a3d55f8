import { onReturn, revive } from '../../web/chat/coming.ts'
import { createSight } from './fakeSight.ts'
import { fakeStream, questions, start } from './fakeDevices.ts'

const sight = createSight()

describe('who comes back', () => {
  it.each(['focus', 'pageshow', 'visibilitychange'] as const)('[C36] is noticed by %s', (event) => {
    let times = 0
    const stop = onReturn(() => (times += 1))
    sight.say(event)
    expect(times).toBe(1)
    sight.state = 'hidden'
    sight.say(event)
    expect(times).toBe(1)
    sight.state = 'visible'
    stop()
    sight.say(event)
    expect(times).toBe(1)
  })

  it('[C36] is given a picture anew that has stopped, and no other', async () => {
    const said: string[] = []
    const { stream } = fakeStream('video')
    const video = (paused: boolean, play = () => Promise.resolve(void said.push('play'))) =>
      ({
        paused,
        set srcObject(to: unknown) {
          said.push(to === stream ? 'stream' : String(to))
        },
        play,
      }) as unknown as HTMLVideoElement
    await revive(video(false), stream)
    await revive(video(true), null)
    await revive(null, stream)
    expect(said).toEqual([])
    await revive(video(true), stream)
    expect(said).toEqual(['null', 'stream', 'play'])
    // Who hears nothing then is given a button.
    const refused = new DOMException('no press', 'NotAllowedError')
    await expect(
      revive(
        video(true, () => Promise.reject(refused)),
        stream,
      ),
    ).rejects.toBe(refused)
  })
})

describe('a device that fell silent', () => {
  async function open() {
    const asking = questions()
    const { devices, said } = start()
    const { stream, tracks } = fakeStream('audio', 'video')
    devices.open('video')
    await asking.answer(0, stream)
    return { ...asking, devices, said, tracks }
  }

  it('[C36] is asked for anew when its visitor comes back, and nothing else is', async () => {
    const { answer, asked, devices, said, tracks } = await open()
    sight.say('focus')
    expect(asked).toHaveLength(1)
    sight.state = 'hidden'
    tracks[1]?.dispatchEvent(new Event('mute'))
    sight.say('visibilitychange')
    expect(asked).toHaveLength(1)
    sight.state = 'visible'
    sight.say('visibilitychange')
    sight.say('focus')
    expect(asked).toHaveLength(2)
    expect(asked[1]).not.toHaveProperty('audio.echoCancellation')
    await answer(1, fakeStream('video').stream)
    expect(said).toEqual(['ready video', 'changed video'])
    expect(tracks.map(({ isStopped }) => isStopped)).toEqual([false, true])
    devices.close()
  })

  it('[C36] is left alone when it came back by itself, or was let go', async () => {
    const { asked, devices, tracks } = await open()
    sight.state = 'hidden'
    tracks[0]?.dispatchEvent(new Event('mute'))
    tracks[0]?.dispatchEvent(new Event('unmute'))
    tracks[1]?.dispatchEvent(new Event('mute'))
    devices.release('video')
    sight.state = 'visible'
    sight.say('focus')
    expect(asked).toHaveLength(1)
    sight.state = 'hidden'
    tracks[0]?.dispatchEvent(new Event('mute'))
    devices.close()
    sight.state = 'visible'
    sight.say('focus')
    expect(asked).toHaveLength(1)
  })

  it('[C36] is left alone when its visitor silenced it himself, in sight of the page', async () => {
    const { asked, devices, tracks } = await open()
    tracks[0]?.dispatchEvent(new Event('mute'))
    sight.state = 'hidden'
    sight.say('visibilitychange')
    sight.state = 'visible'
    sight.say('visibilitychange')
    sight.say('focus')
    expect(asked).toHaveLength(1)
    devices.close()
  })
})
