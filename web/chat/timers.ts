/** Named timers: setting one again replaces it, so that none is ever left running twice. */

export interface Timers<Name extends string> {
  set(name: Name, delayMs: number, then: () => void): void
  clear(name: Name): void
  clearAll(): void
}

export function createTimers<Name extends string>(): Timers<Name> {
  const running = new Map<Name, ReturnType<typeof setTimeout>>()

  function clear(name: Name): void {
    clearTimeout(running.get(name))
    running.delete(name)
  }

  return {
    set(name, delayMs, then) {
      clear(name)
      running.set(
        name,
        setTimeout(() => {
          running.delete(name)
          then()
        }, delayMs),
      )
    },
    clear,
    clearAll() {
      for (const name of running.keys()) clear(name)
    },
  }
}
