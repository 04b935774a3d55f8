/** Notifications of the desktop: the only file that asks for them. None ever has a word of a stranger. */

/** `notKept`: only the worker of a page that is kept could show one, and this page is not. */
export type Permission = 'granted' | 'denied' | 'notKept' | 'unsupported'

/** One at a time, however often somebody is found. */
const TAG = 'found'
/** The attempt has one of its own, and takes the place of none that is shown. */
const ATTEMPT_TAG = 'attempt'

const kept = () => navigator.serviceWorker?.getRegistration('/')

/**
 * Whether a page may show one by itself. Before it is allowed to, nothing is seen of the attempt; and
 * after that there is none, for an empty one would flash.
 */
function canShow(): boolean {
  if (Notification.permission === 'granted') return true
  try {
    new Notification('', { tag: ATTEMPT_TAG, silent: true }).close()
    return true
  } catch {
    return false
  }
}

/** Asks the browser to ask the visitor; call it while he presses. */
export async function askToNotify(): Promise<Permission> {
  if (!('Notification' in globalThis)) return 'unsupported'
  // Browsers of phones leave it to the service worker of a page that is kept. Without one the
  // visitor is not asked what would lead to nothing.
  if (Notification.permission !== 'denied' && !canShow()) {
    const keeper = kept()
    if (keeper === undefined) return 'unsupported'
    if ((await keeper) === undefined) return 'notKept'
  }
  return (await Notification.requestPermission()) === 'granted' ? 'granted' : 'denied'
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
    const worker = kept()
    void worker?.then((one) => one?.showNotification(title, options)).catch(() => undefined)
    return () => {
      void worker
        ?.then(async (one) => {
          for (const shown of (await one?.getNotifications({ tag: TAG })) ?? []) shown.close()
        })
        .catch(() => undefined)
    }
  }
}
