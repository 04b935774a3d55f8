/** A recogniser that hears the same sentence in every voice. */

const SAID = 'A record my aunt left me. Rain on the roof, and a slow piano, and nobody else awake.'
/** Sooner than what was said last would go. */
const AGAIN_MS = 4_000

class Recogniser extends EventTarget {
  /** Settings does not offer what only this page has. */
  static available = () => Promise.resolve('unavailable')
  private timer: ReturnType<typeof setInterval> | undefined

  get processLocally(): boolean {
    return true
  }
  set processLocally(_: boolean) {
    // Nothing is ever sent away.
  }

  start(): void {
    const say = () => {
      const results = [{ isFinal: true, 0: { transcript: SAID } }]
      this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results }))
    }
    this.timer = setInterval(say, AGAIN_MS)
    say()
  }

  abort(): void {
    clearInterval(this.timer)
  }
}

export function captionAll(): void {
  Object.defineProperty(globalThis, 'SpeechRecognition', { value: Recogniser, writable: true })
}
