/** What a page out of sight shows, sounds and touches with. */

/** Keeps what would be shown, heard and felt; the visitor has said what of it he allows. */
export function watchSigns(): void {
  const shown: string[] = []
  const asked: string[] = []
  let tones = 0
  const touches: unknown[] = []
  class Shown extends EventTarget {
    static permission: NotificationPermission = 'default'
    // As browsers do, it shows nothing before it may.
    readonly #isShown = Shown.permission === 'granted'
    constructor(title: string, options: NotificationOptions) {
      super()
      if (this.#isShown) shown.push(`${title}: ${options.body ?? ''}`)
    }
    static requestPermission() {
      asked.push('asked')
      const { answer = 'granted' } = globalThis as { answer?: NotificationPermission }
      Shown.permission = answer
      return Promise.resolve(answer)
    }
    close() {
      if (this.#isShown) shown.push('closed')
    }
  }
  // On a machine without a sound card Firefox never says that it may sound.
  if (navigator.userAgent.includes('Firefox'))
    Object.defineProperty(BaseAudioContext.prototype, 'state', { value: 'running' })
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function count(when) {
    tones += 1
    start.call(this, when)
  }
  Object.defineProperty(navigator, 'vibrate', { value: (time: unknown) => touches.push(time) })
  Object.assign(globalThis, {
    Notification: Shown,
    signs: () => ({ shown, asked: asked.length, tones, touches: touches.length }),
  })
}
