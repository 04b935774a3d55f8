/** Notifications of the desktop: the only file that asks for them. None ever has a word of a stranger. */

/** `notKept`: only the worker of a page that is kept could show one, and this page is not. */
export type Permission = 'granted' | 'denied' | 'notKept' | 'unsupported'

/** One at a time, however often somebody is found. */
const TAG = 'found'
/** The attempt has one of its own, and takes the place of none that is shown. */
const ATTEMPT_TAG = 'attempt'

const kept = () => navigator.serviceWorker?.getRegistration('/')

/**
 * Whether a page may show one by itself. Nothing is seen of the attempt: what it is to carry cannot be
 * copied, which is complained of before anything is shown, but after a page that may show none. Where
 * nobody looks at that, there is no attempt once it would be seen.
 */
function canShow(): boolean {
  if (Notification.permission === 'granted' && !('data' in Notification.prototype)) return true
  try {
    new Notification('', { tag: ATTEMPT_TAG, silent: true, data: canShow }).close()
    return true
  } catch (error) {
    return !(error instanceof TypeError)
  }
}

/**
 * What is in the way of a page that is not blocked. Browsers of phones leave it to the service worker of
 * a page that is kept.
 */
async function lacking(): Promise<'notKept' | 'unsupported' | null> {
  const keeper = kept()
  if (keeper === undefined) return 'unsupported'
  return (await keeper) === undefined ? 'notKept' : null
}

/** Asks the browser to ask the visitor; call it while he presses. */
export async function askToNotify(): Promise<Permission> {
  if (!('Notification' in globalThis)) return 'unsupported'
  // The visitor is not asked what would lead to nothing.
  if (Notification.permission !== 'denied' && !canShow()) {
    const lack = await lacking()
    if (lack !== null) return lack
  }
  return (await Notification.requestPermission()) === 'granted' ? 'granted' : 'denied'
}

/** Whether what was allowed still is, and still leads to something; asks nobody. */
export async function canStillNotify(): Promise<Permission | 'off'> {
  if (Notification.permission === 'default') return 'off'
  if (Notification.permission === 'denied') return 'denied'
  return canShow() ? 'granted' : ((await lacking()) ?? 'granted')
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
