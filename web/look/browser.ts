/** What a screen needs its browser to be like: it has no speaker, plays no sound, may not notify. */

/** The browser's own list of speakers: it has none, or is as it is. */
export function emptySpeakers(isEmpty: boolean): void {
  const { mediaDevices } = navigator
  Reflect.deleteProperty(mediaDevices, 'selectAudioOutput')
  const selectAudioOutput = () => Promise.reject(new DOMException('', 'NotFoundError'))
  if (isEmpty) Object.assign(mediaDevices, { selectAudioOutput })
}

let isSilent = false
// What plays by itself is not heard of, as where it waits for a press.
addEventListener(
  'playing',
  (event) => {
    if (isSilent && event.target instanceof HTMLAudioElement) event.stopImmediatePropagation()
  },
  true,
)

/** Sound waits for a press, or plays. */
export function blockSound(isBlocked: boolean): void {
  isSilent = isBlocked
  Reflect.deleteProperty(HTMLAudioElement.prototype, 'play')
  const play = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  if (isBlocked) Object.assign(HTMLAudioElement.prototype, { play })
}

/** As where a visitor has once refused them. */
export function refuseNotifications(): void {
  const refused = { permission: 'denied', requestPermission: () => Promise.resolve('denied') }
  Object.defineProperty(globalThis, 'Notification', { value: refused, writable: true })
}
