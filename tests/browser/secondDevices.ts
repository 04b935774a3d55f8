/** A second camera, microphone and speaker for a browser whose pretended machine has one of each. */
import type { Visitor } from './visitor.ts'

/** Plugs them in: each is the first one of its kind, under a name and an address of its own. In the page. */
function plugIn(): void {
  const { mediaDevices } = navigator
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const second = (kind: MediaDeviceKind) => {
    const device = { kind, deviceId: `second ${kind}`, groupId: '', label: `Second ${kind}` }
    return { ...device, toJSON: () => device }
  }
  type Wanted = MediaTrackConstraints | boolean | undefined
  const isSecond = (wanted: Wanted) =>
    typeof wanted === 'object' && JSON.stringify(wanted.deviceId ?? '').includes('second ')
  const asFirst = (wanted: Wanted): Wanted =>
    isSecond(wanted) ? { ...(wanted as MediaTrackConstraints), deviceId: {} } : wanted

  mediaDevices.enumerateDevices = async () => [
    ...(await list()),
    second('videoinput'),
    second('audioinput'),
  ]
  mediaDevices.getUserMedia = async ({ audio, video, ...others } = {}) => {
    const all = { ...others, audio: asFirst(audio), video: asFirst(video) }
    // What is named and undefined is asked for, too.
    const stream = await open(JSON.parse(JSON.stringify(all)) as MediaStreamConstraints)
    for (const track of stream.getTracks()) {
      if (!isSecond(track.kind === 'video' ? video : audio)) continue
      const { deviceId, label } = second(`${track.kind as 'video' | 'audio'}input`)
      const settings = track.getSettings.bind(track)
      track.getSettings = () => ({ ...settings(), deviceId })
      Object.defineProperty(track, 'label', { value: label })
    }
    return stream
  }
  // Without a machine that plays sounds no speaker can be asked for, nor taken.
  Object.assign(mediaDevices, { selectAudioOutput: () => Promise.resolve(second('audiooutput')) })
  HTMLMediaElement.prototype.setSinkId = function play(sinkId) {
    Object.defineProperty(this, 'sinkId', { value: sinkId, configurable: true })
    return Promise.resolve()
  }
}
export const plugInSecond = ({ page }: Visitor): Promise<void> => page.evaluate(plugIn)

/** Chooses the last device of a list in the settings, and returns which that is. */
export async function takeLast({ page }: Visitor, label: string): Promise<string> {
  const list = await page.waitForSelector(`dialog ::-p-aria([name="${label}"][role="combobox"])`)
  const last = await list?.evaluate((select) => {
    const { options } = select as HTMLSelectElement
    return options[options.length - 1]?.value
  })
  await list?.select(last ?? '')
  return last ?? ''
}
