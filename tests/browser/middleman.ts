/** Somebody who really stands between two: a page with a connection to each, and keys of its own. */
import { createHash } from 'node:crypto'
import type { Page } from 'puppeteer-core'
import type { Role } from '../../signaling/protocol.ts'
import { isOfCheck } from '../../web/chat/identityCheck.ts'
import { parseSignal, type Signal } from '../../web/chat/peerProtocol.ts'
import { createSeal, createSealingKeys, toBase64Url } from '../../web/chat/sealed.ts'
import {
  createVerification,
  parseVerifyMessage,
  type Bound,
  type Verdict,
  type VerifyMessage,
} from '../../web/chat/verify.ts'
import { waitUntil } from '../helpers/wait.ts'
import { openTab, type Kind } from './browsers.ts'
import { matched, type HostileServer, type Victim } from './hostileServer.ts'

const PATIENCE_MS = 20_000
/** Something may still come for a call that is over; in one that is not, the victims miss it. */
const ignoreEnded = () => undefined

/** The first victim makes the offer, the second answers: what the middle is to each is the reverse. */
const SIDES = ['first', 'second'] as const
export type Side = (typeof SIDES)[number]
const otherOf = (side: Side): Side => (side === 'first' ? 'second' : 'first')
const roleOfVictim = (side: Side): Role => (side === 'first' ? 'offer' : 'answer')
const roleOfMiddle = (side: Side): Role => (side === 'first' ? 'answer' : 'offer')

/** What the page of the middle can do; lives in that page. */
interface Ends {
  meet(withMedia: boolean): Promise<void>
  take(side: Side, signal: Signal): Promise<void>
  say(side: Side, text: string): void
  certificates(side: Side): { own: string; remote: number[] } | null
}
interface MiddlePage {
  readonly ends: Ends
  readonly tellSignal: (side: Side, signal: Signal) => void
  readonly tellText: (side: Side, text: string) => void
}

/** Two connections in one page: what one shows and says is shown and said by the other. */
function becomeMiddle(): void {
  const here = globalThis as unknown as MiddlePage
  interface End {
    readonly connection: RTCPeerConnection
    readonly channel: RTCDataChannel
    readonly certificate: RTCCertificate
    readonly unsaid: string[]
    /** Signals are used one after the other. */
    inbox: Promise<void>
  }
  let ends: Record<Side, End> | null = null

  async function makeEnd(side: Side): Promise<End> {
    const certificate = await RTCPeerConnection.generateCertificate({
      name: 'ECDSA',
      namedCurve: 'P-256',
    } as EcKeyGenParams)
    const connection = new RTCPeerConnection({
      certificates: [certificate],
      bundlePolicy: 'max-bundle',
    })
    const channel = connection.createDataChannel('chat', { negotiated: true, id: 0 })
    const unsaid: string[] = []
    channel.addEventListener('open', () => {
      for (const text of unsaid.splice(0)) channel.send(text)
    })
    channel.addEventListener('message', ({ data }) => here.tellText(side, String(data)))
    return { connection, channel, certificate, unsaid, inbox: Promise.resolve() }
  }

  /** Says everything in one signal, with the candidates in the description. */
  async function describe(side: Side, { connection }: End): Promise<void> {
    await connection.setLocalDescription()
    if (connection.iceGatheringState !== 'complete')
      await new Promise<void>((resolve) =>
        connection.addEventListener('icegatheringstatechange', () => {
          if (connection.iceGatheringState === 'complete') resolve()
        }),
      )
    const { type, sdp } = connection.localDescription ?? { type: 'offer', sdp: '' }
    here.tellSignal(side, { description: { type: type as Role, sdp }, candidates: [] })
  }

  /** What comes in at one end goes out at the other. */
  async function join({ first, second }: Record<Side, End>): Promise<void> {
    for (const [from, to] of [
      [first, second],
      [second, first],
    ] as const)
      for (const { receiver } of from.connection.getTransceivers()) {
        // Some browsers decode no sound that nobody plays.
        const player = new Audio()
        player.muted = true
        player.srcObject = new MediaStream([receiver.track])
        player.play().catch(() => undefined)
        const out = to.connection
          .getTransceivers()
          .find((one) => one.receiver.track.kind === receiver.track.kind)
        if (out === undefined) continue
        out.direction = 'sendrecv'
        await out.sender.replaceTrack(receiver.track)
      }
  }

  async function use(side: Side, { description, candidates }: Signal): Promise<void> {
    if (ends === null) return
    const end = ends[side]
    if (description !== undefined) {
      await end.connection.setRemoteDescription(description)
      if (description.type === 'offer') {
        await join(ends)
        await describe(side, end)
      }
    }
    for (const candidate of candidates)
      if (candidate.candidate !== '')
        await end.connection.addIceCandidate(candidate as RTCIceCandidateInit)
  }

  const methods: Ends = {
    async meet(withMedia) {
      if (ends !== null) for (const { connection } of Object.values(ends)) connection.close()
      ends = { first: await makeEnd('first'), second: await makeEnd('second') }
      const { second } = ends
      if (withMedia) for (const kind of ['audio', 'video']) second.connection.addTransceiver(kind)
      await describe('second', second)
    },
    async take(side, signal) {
      const end = ends?.[side]
      if (end === undefined) return
      end.inbox = end.inbox.then(() => use(side, signal))
      await end.inbox
    },
    say(side, text) {
      const end = ends?.[side]
      if (end?.channel.readyState === 'open') end.channel.send(text)
      else end?.unsaid.push(text)
    },
    certificates(side) {
      const end = ends?.[side]
      const [remote] = end?.connection.sctp?.transport.getRemoteCertificates() ?? []
      const own = end?.certificate
        .getFingerprints()
        .find(({ algorithm }) => algorithm === 'sha-256')?.value
      if (remote === undefined || own === undefined) return null
      return { own, remote: [...new Uint8Array(remote)] }
    },
  }
  Object.assign(globalThis, { ends: methods })
}

/**
 * What the middle does about the check: takes each message of it that a victim sends.
 * Everything else is passed on as it is.
 */
export type Tactic = (meeting: Meeting) => (side: Side, text: string) => void

/** One call through the middle. */
export interface Meeting {
  /** What a check with that victim is bound to. */
  bound(side: Side): Promise<Bound>
  say(side: Side, text: string): void
}

export interface Middleman {
  /** Puts itself between the two, who are both searching; returns when it has said so to them. */
  meet(tactic: Tactic, withMedia: boolean): Promise<void>
  leave(): Promise<void>
}

async function certificatesOf(page: Page, side: Side, role: Role): Promise<Bound['certificates']> {
  const read = () =>
    page.evaluate((which) => (globalThis as unknown as MiddlePage).ends.certificates(which), side)
  let found: Awaited<ReturnType<typeof read>> = null
  await waitUntil(PATIENCE_MS, async () => {
    found = await read()
    return found !== null
  })
  const { own, remote } = found as unknown as { own: string; remote: number[] }
  const mine = new Uint8Array(Buffer.from(own.replaceAll(':', ''), 'hex'))
  const theirs = new Uint8Array(createHash('sha256').update(Uint8Array.from(remote)).digest())
  return role === 'offer' ? [mine, theirs] : [theirs, mine]
}

/** @param server whose visitors are the victims, the first two who have come */
export async function createMiddleman(kind: Kind, server: HostileServer): Promise<Middleman> {
  const { page, context } = await openTab(kind)
  let onSignal: (side: Side, signal: Signal) => void = () => undefined
  let onText: (side: Side, text: string) => void = () => undefined
  await page.exposeFunction('tellSignal', (side: Side, signal: Signal) => onSignal(side, signal))
  await page.exposeFunction('tellText', (side: Side, text: string) => onText(side, text))
  await page.goto(`${server.origin}/terms`)
  await page.evaluate(becomeMiddle)
  /** How many messages of a victim belong to earlier meetings. */
  const seen = new Map<Victim, number>()
  let endLast = () => {}

  async function introduce(side: Side) {
    const victim = server.victims[SIDES.indexOf(side)] as Victim
    const find = await victim.next('find', seen.get(victim))
    seen.set(victim, victim.messages.length)
    const keys = await createSealingKeys()
    const match = matched(find, keys.publicKey, roleOfVictim(side))
    const role = roleOfMiddle(side)
    const seal = await createSeal(keys, find.key, match.pair, role)
    const bindingKeys: Bound['keys'] =
      role === 'offer' ? [keys.publicKey, find.key] : [find.key, keys.publicKey]
    let old = victim.frames.length
    let isOver = false
    victim.say(match)
    let inbox: Promise<void> = Promise.resolve()
    let outbox: Promise<void> = Promise.resolve()
    return {
      bindingKeys,
      listen() {
        victim.forward((frame) => {
          old -= 1
          if (old >= 0 || isOver) return
          inbox = inbox.then(async () => {
            const signal = parseSignal(await seal.open(Uint8Array.from(frame).buffer))
            await page.evaluate(
              (which, what) => (globalThis as unknown as MiddlePage).ends.take(which, what),
              side,
              signal as Signal,
            )
          })
          inbox.catch(ignoreEnded)
        })
      },
      end() {
        isOver = true
      },
      tell(signal: Signal) {
        outbox = outbox.then(async () =>
          victim.say(Buffer.from(await seal.seal(JSON.stringify(signal)))),
        )
      },
    }
  }

  return {
    async meet(tactic, withMedia) {
      endLast()
      const first = await introduce('first')
      const second = await introduce('second')
      const introductions = { first, second }
      endLast = () => {
        first.end()
        second.end()
      }
      const meeting: Meeting = {
        async bound(side) {
          const certificates = await certificatesOf(page, side, roleOfMiddle(side))
          return { certificates, keys: introductions[side].bindingKeys }
        },
        say(side, text) {
          page
            .evaluate(
              (which, what) => (globalThis as unknown as MiddlePage).ends.say(which, what),
              side,
              text,
            )
            .catch(ignoreEnded)
        },
      }
      onSignal = (side, signal) => introductions[side].tell(signal)
      await page.evaluate(
        (media) => (globalThis as unknown as MiddlePage).ends.meet(media),
        withMedia,
      )
      // Not before: until then the page has the connections of the meeting before.
      const onCheck = tactic(meeting)
      onText = (side, text) =>
        isOfCheck(text) ? onCheck(side, text) : meeting.say(otherOf(side), text)
      first.listen()
      second.listen()
    },
    leave: () => context.close(),
  }
}

/** Hands the messages of the check on, as it does everything else. */
export const passOn: Tactic = (meeting) => (side, text) => meeting.say(otherOf(side), text)

export interface HonestRuns {
  readonly tactic: Tactic
  /** What the middle found with each victim, in order of time. */
  readonly verdicts: readonly (readonly [Side, Verdict])[]
}

/** What becomes of a message of the middle's own, which knows what it has heard of that victim. */
export type Alter = (
  to: Side,
  message: VerifyMessage,
  own: { readonly heard: readonly VerifyMessage[]; readonly nonce: string },
) => readonly VerifyMessage[]

/**
 * Runs the check with each victim, as if there were nobody else.
 *
 * @param alter by default every message is sent as it is
 */
export function checkWithEach(alter: Alter = (_, message) => [message]): HonestRuns {
  const verdicts: (readonly [Side, Verdict])[] = []
  const tactic: Tactic = (meeting) => {
    const heard: Record<Side, VerifyMessage[]> = { first: [], second: [] }
    async function begin(side: Side) {
      const secret = crypto.getRandomValues(new Uint8Array(32))
      const own = { heard: heard[side], nonce: toBase64Url(secret) }
      const run = createVerification(
        roleOfMiddle(side),
        await meeting.bound(side),
        false,
        (message) => {
          for (const sent of alter(side, message, own)) meeting.say(side, JSON.stringify(sent))
        },
        (verdict) => verdicts.push([side, verdict]),
        () => secret,
      )
      await run.begin()
      return run
    }
    const runs = { first: begin('first'), second: begin('second') }
    return (side, text) => {
      const message = parseVerifyMessage(text)
      if (message === null) throw new Error(`a victim's page said ${text}`)
      heard[side].push(message)
      void runs[side].then((run) => run.take(message))
    }
  }
  return { tactic, verdicts }
}
