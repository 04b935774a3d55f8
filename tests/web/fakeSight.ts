/** A page that is looked at or not, with the events by which browsers say so. */

export function createSight() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const window = new EventTarget()
  Object.assign(globalThis, {
    document,
    addEventListener: window.addEventListener.bind(window),
    removeEventListener: window.removeEventListener.bind(window),
  })
  return {
    set state(to: DocumentVisibilityState) {
      document.visibilityState = to
    },
    say(event: 'focus' | 'pageshow' | 'visibilitychange' | 'beforeunload'): Event {
      const said = new Event(event, { cancelable: true })
      ;(event === 'visibilitychange' ? document : window).dispatchEvent(said)
      return said
    },
  }
}
