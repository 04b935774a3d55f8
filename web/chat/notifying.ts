/** Notifications of the desktop: the only file that asks for them. None ever has a word of a stranger. */

export type Permission = 'granted' | 'denied' | 'unsupported'

/** One at a time, however often somebody is found. */
const TAG = 'found'

/** Asks the browser to ask the visitor; call it while he presses. */
export async function askToNotify(): Promise<Permission> {
  if (!('Notification' in globalThis)) return 'unsupported'
  const answer = await Notification.requestPermission()
  return answer === 'granted' ? 'granted' : 'denied'
}

/** Shows a notification until the returned function is called. */
export function notify(title: string, body: string): () => void {
  const options = { body, tag: TAG, icon: '/icon-192.png', silent: true }
  try {
    const shown = new Notification(title, options)
    shown.addEventListener('click', () => {
      window.focus()
      shown.close()
    })
    return () => shown.close()
  } catch {
    // Browsers of phones leave it to the service worker of a page that is kept.
    const kept = navigator.serviceWorker?.getRegistration('/')
    void kept?.then((one) => one?.showNotification(title, options)).catch(() => undefined)
    return () => {
      void kept
        ?.then(async (one) => {
          for (const shown of (await one?.getNotifications({ tag: TAG })) ?? []) shown.close()
        })
        .catch(() => undefined)
    }
  }
}
