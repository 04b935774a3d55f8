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
  /**
   * Voice notes, which come without being asked for, each whole and right. The browser's own
   * process keeps the last of them, to be heard.
   *
   * @returns by how much the process has grown that grew most of all others
   */
  notes(bytes: number): Promise<number>
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
  channel.bufferedAmountLowThreshold = 0
  if (channel.bufferedAmount > 0)
    await new Promise((resolve) => (channel.onbufferedamountlow = resolve))
}

/** Runs in the page; a few at a time, as many as a stranger takes. */
async function pourNotes(bytes: number): Promise<void> {
  const { keptChannels } = globalThis as unknown as { keptChannels: RTCDataChannel[] }
  const channel = keptChannels.findLast(
    ({ label, readyState }) => label === 'transfer' && readyState === 'open',
  )
  if (channel === undefined) throw new Error('there is no channel')
  const chunkBytes = 65_520
  const block = new Uint8Array(16 * chunkBytes)
  for (let at = 0; at < block.length; at += chunkBytes)
    crypto.getRandomValues(block.subarray(at, at + chunkBytes))
  block.set([0x1a, 0x45, 0xdf, 0xa3])
  const sha = (some: BufferSource) => crypto.subtle.digest('SHA-256', some)
  const digest = btoa(String.fromCharCode(...new Uint8Array(await sha(await sha(block)))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '')
  let done = 0
  let onDone = () => {}
  channel.addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return
    if (data.includes('"decline"')) throw new Error(data)
    if (!data.includes('"done"')) return
    done += 1
    onDone()
  })
  const count = Math.ceil(bytes / block.length)
  for (let id = 10; id < count + 10; id += 1) {
    const what = { kind: 'voice', name: 'note', size: block.length, mime: 'audio/webm' }
    const note = { ...what, seconds: 1, levels: [] }
    channel.send(JSON.stringify({ type: 'offer', id, what: note }))
    for (let at = 0; at < block.length; at += chunkBytes) {
      const part = new Uint8Array(12 + chunkBytes)
      new DataView(part.buffer).setUint32(0, id)
      new DataView(part.buffer).setFloat64(4, at)
      part.set(block.subarray(at, at + chunkBytes), 12)
      channel.send(part)
    }
    channel.send(JSON.stringify({ type: 'end', id, digest }))
    while (done < (id === count + 9 ? count : id - 12))
      await new Promise<void>((resolve) => (onDone = resolve))
  }
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

  async function watch(
    pour: (bytes: number) => Promise<void>,
    bytes: number,
    pids: () => number[],
  ) {
    await hostile.page.evaluate(pour, bytes)
    // It goes on.
    await hostile.write(`after ${bytes}`)
    await victim.reads(`after ${bytes}`)
    await settle()
    return Math.max(...pids().map((pid) => shareOf([pid]) - (before.get(pid) ?? 0)))
  }
  return {
    hostile,
    victim,
    unasked: (bytes) => watch(pourUnasked, bytes, () => treeOf(root)),
    notes: (bytes) => watch(pourNotes, bytes, () => treeOf(root).filter((pid) => pid !== root)),
  }
}
