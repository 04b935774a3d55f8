/** A stranger who sends all that he can, and what is left of it in the other's browser. */
import type { CDPSession } from 'puppeteer-core'
import { shareOf, treeOf } from '../prove/browserCost.ts'
import { browserOf } from './browsers.ts'
import { keepChannels, watchForHarm } from './harm.ts'
import { createVisitor, type Visitor } from './visitor.ts'

export interface Pouring {
  readonly hostile: Visitor
  readonly victim: Visitor
  /**
   * Parts of nothing, and of a file that nobody has accepted: a half each.
   *
   * @returns by how much the process has grown that grew most
   */
  unasked(bytes: number): Promise<number>
}

/** Runs in the page; fills the channel as fast as it empties. */
async function pourUnasked(bytes: number): Promise<void> {
  const { keptChannels } = globalThis as unknown as { keptChannels: RTCDataChannel[] }
  const channel = keptChannels.findLast(
    ({ label, readyState }) => label === 'transfer' && readyState === 'open',
  )
  if (channel === undefined) throw new Error('there is no channel')
  channel.bufferedAmountLowThreshold = 1_000_000
  const what = { kind: 'file', name: 'never accepted', size: 2_000_000_000 }
  channel.send(JSON.stringify({ type: 'offer', id: 1, what }))
  const parts = [1, 2].map((id) => {
    const part = crypto.getRandomValues(new Uint8Array(65_532))
    new DataView(part.buffer).setUint32(0, id)
    new DataView(part.buffer).setFloat64(4, 0)
    return part
  })
  for (let sent = 0; sent < bytes;)
    for (const part of parts) {
      channel.send(part)
      sent += part.length
      if (channel.bufferedAmount > 4_000_000)
        await new Promise((resolve) => (channel.onbufferedamountlow = resolve))
    }
  // What follows is said when all of it is on its way.
  while (channel.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** The victim has a browser of his own, all processes of which are looked at. */
export async function meetPouring(origin: string): Promise<Pouring> {
  const hostile = await createVisitor('chromium', origin, { mode: 'text', before: keepChannels })
  await hostile.find()
  await hostile.hears('Looking for someone')
  const own = { camera: 'none', mode: 'text', before: watchForHarm } as const
  const victim = await createVisitor('chromium', origin, own)
  await victim.find()
  await Promise.all([hostile.hears('You are talking'), victim.hears('You are talking')])

  const root = (await browserOf('chromium', own)).process()?.pid ?? 0
  const session: CDPSession = await victim.page.createCDPSession()
  const settle = () => session.send('HeapProfiler.collectGarbage')
  await settle()
  // One by one, because idle processes give back more than this is about.
  const before = new Map(treeOf(root).map((pid) => [pid, shareOf([pid])]))

  return {
    hostile,
    victim,
    async unasked(bytes) {
      await hostile.page.evaluate(pourUnasked, bytes)
      // It goes on.
      await hostile.write(`after ${bytes}`)
      await victim.reads(`after ${bytes}`)
      await settle()
      return Math.max(...treeOf(root).map((pid) => shareOf([pid]) - (before.get(pid) ?? 0)))
    },
  }
}
