/** What a hostile page speaks through, and what must never happen to who listens to it. */
import { waitUntil } from '../helpers/wait.ts'
import type { Kind } from './browsers.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** Keeps every data channel of the page, so that a test can send through it what no page of ours does. */
export function keepChannels(): void {
  const channels: RTCDataChannel[] = []
  const { createDataChannel } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.createDataChannel = function create(...how) {
    const channel = createDataChannel.apply(this, how)
    channels.push(channel)
    Object.assign(globalThis, { openAnother: createDataChannel.bind(this, 'another') })
    return channel
  }
  Object.assign(globalThis, { keptChannels: channels })
}

/** Opens channels that nobody asked for, and returns when the other side has closed each. */
export const openChannels = ({ page }: Visitor, count: number) =>
  page.evaluate(async (many) => {
    const { openAnother } = globalThis as unknown as { openAnother: () => RTCDataChannel }
    const opened = Array.from({ length: many }, openAnother)
    await Promise.all(
      opened.map((channel) => new Promise((resolve) => (channel.onclose = resolve))),
    )
  }, count)

/** Sends texts as they are, and bytes as `Buffer`s. */
export async function speak(
  { page }: Visitor,
  label: 'chat' | 'transfer',
  payloads: readonly (string | Buffer)[],
): Promise<void> {
  const sayable = payloads.map((one) =>
    typeof one === 'string' ? { text: one } : { bytes: one.toString('latin1') },
  )
  await page.evaluate(
    (name, list) => {
      const { keptChannels } = globalThis as unknown as { keptChannels: RTCDataChannel[] }
      const channel = keptChannels.findLast(
        (one) => one.label === name && one.readyState === 'open',
      )
      for (const one of list)
        if ('text' in one) channel?.send(one.text)
        else channel?.send(Uint8Array.from(one.bytes, (letter) => letter.charCodeAt(0)))
    },
    label,
    sayable,
  )
}

/** Notes what must never happen to who is attacked; runs in the page. */
export function watchForHarm(): void {
  const harm: string[] = []
  Object.assign(globalThis, { harm })
  addEventListener('securitypolicyviolation', ({ violatedDirective }) =>
    harm.push(`policy ${violatedDirective}`),
  )
  for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'] as const)
    Object.assign(globalThis, { [name]: () => harm.push(name) })
  const look = new MutationObserver(() => {
    const odd = document.body?.querySelector(
      'script:not([src]),iframe,object,embed,form[action],link,meta,base,img:not([src^="blob:"]),image,audio,svg [href]',
    )
    if (odd !== null && odd !== undefined) harm.push(odd.outerHTML)
  })
  addEventListener('DOMContentLoaded', () =>
    look.observe(document.body, { subtree: true, childList: true, attributes: true }),
  )
}

export const harmTo = ({ page }: Visitor) =>
  page.evaluate(() => ({
    harm: (globalThis as unknown as { harm: string[] }).harm,
    polluted: 'polluted' in {},
    path: location.pathname,
    history: history.length,
  }))

/** What a page leaves in its browser beyond itself. */
export const storedBy = ({ page }: Visitor) =>
  page.evaluate(async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    history: JSON.stringify(history.state),
    address: location.pathname + location.search + location.hash,
  }))
export const NOTHING_STORED: Awaited<ReturnType<typeof storedBy>> = {
  cookies: '',
  local: 0,
  session: 0,
  databases: 0,
  caches: 0,
  workers: 0,
  history: 'null',
  address: '/',
}

/** Connections that a page keeps open. */
export const openConnections = ({ page }: Visitor): Promise<number> =>
  page.evaluate(
    () =>
      (globalThis as unknown as { keptConnections: RTCPeerConnection[] }).keptConnections.filter(
        ({ connectionState }) => connectionState !== 'closed',
      ).length,
  )

/**
 * Says goodbye to a page of which the same is true whatever its server has done: it has no more
 * connections than `open`, no frame, nothing in its browser and of its objects, and asked nobody else.
 */
export async function leaveUntouched(
  visitor: Visitor,
  open: number,
  origin: string,
): Promise<void> {
  // The one before lingers for a moment, for a last word.
  await waitUntil(20_000, async () => (await openConnections(visitor)) <= open)
  const harm = await visitor.page.evaluate(() => ({
    polluted: Object.keys(Object.prototype).length > 0 || 'polluted' in {},
    frames: frames.length + document.querySelectorAll('iframe, frame, object, embed').length,
  }))
  expect(harm).toEqual({ polluted: false, frames: 0 })
  expect(await storedBy(visitor)).toEqual(NOTHING_STORED)
  expect([...visitor.hosts]).toEqual([new URL(origin).host])
  // Nor did it try: what the policy stops is no request.
  expect(visitor.complaints.filter((one) => /content.security.policy/i.test(one))).toEqual([])
  await visitor.leave()
}

/** A hostile stranger, who writes to the channels himself, and his victim. */
export async function meetHostile(origin: string, kind: Kind, hostileKind: Kind = 'chromium') {
  const [hostile, victim] = await Promise.all([
    createVisitor(hostileKind, origin, { mode: 'text', before: keepChannels }),
    createVisitor(kind, origin, { mode: 'text', before: watchForHarm }),
  ])
  await hostile.find()
  await hostile.hears('Looking for someone')
  await victim.find()
  await Promise.all([hostile.hears('You are talking'), victim.hears('You are talking')])
  return { hostile, victim }
}
