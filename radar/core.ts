/**
 * The radar without its edges: takes in what nodes say, judges it, keeps the blocklist, and says
 * what it knows. Sockets, files and clocks are handed in.
 */
import type { Actions } from './actions.ts'
import type { Audit } from './audit.ts'
import { createBlockActions } from './blockActions.ts'
import { createBlocklist, DETECTOR, fromFile, type StoredBlock } from './blocklist.ts'
import { createCasebook } from './casebook.ts'
import { createCensus } from './census.ts'
import { createChoices, type ChoicesSettings } from './choices.ts'
import { createDetector, type DetectorEffect } from './detector.ts'
import { createEstimates } from './estimates.ts'
import { createHistory } from './history.ts'
import type { Alerts, AlertKind, SettingsInForce, Team } from './operatorProtocol.ts'
import type { Untouchable } from './prefix.ts'
import { abuse, appeal, census, parsePayload, reply, topicOf, type Abuse } from './protocol.ts'
import { createPublisher, type Publish } from './publisher.ts'
import type { Store } from './roster.ts'
import { createSaving } from './saving.ts'
import { evidenceThresholds } from './thresholds.ts'
import * as z from 'zod'

const kept = z.strictObject({
  blocks: z.custom<readonly StoredBlock[]>((value) => fromFile(value) !== null),
  /** When the radar was started for the first time. */
  firstStart: z.int().nonnegative(),
  /** What an operator decided about the dry run; `null` while it ends by itself. */
  dryRun: z.nullable(z.boolean()),
})
/** What the blocklist's file holds. */
export type Kept = z.infer<typeof kept>

/** Reads the content of the file; `null` for anything else. */
export function parseKept(value: unknown): Kept | null {
  const result = kept.safeParse(value)
  return result.success ? result.data : null
}

export interface CoreSettings extends ChoicesSettings {
  readonly listKey: string
  readonly untouchable: Untouchable
  /** How long after the first start the detector only says what it would do. */
  readonly dryRunMs: number
  /** The settings in force, for operators. */
  readonly rows: SettingsInForce['rows']
}

export interface CoreParts {
  readonly store: Store<Kept>
  readonly audit: Audit
  readonly publish: Publish
  readonly team: () => Team
  readonly cut: Actions['cut']
  /** A new alert, for the webhook. */
  readonly onAlert: (alert: Alerts[number]) => void
  /** The blocklist could not be written: it holds in memory, and is tried again. */
  readonly onWriteFailed: (error: unknown) => void
  /** An opaque key of a prefix that outlives the prefix itself. */
  readonly keyOf: (prefix: string) => string
  /** 16 random bytes in base64url. */
  readonly randomId: () => string
  /** A number from 0 to 1. */
  readonly random: () => number
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface CoreFigures {
  readonly nodes: number
  readonly online: number
  readonly blocks: Readonly<Record<'app' | 'network', number>>
  readonly throttles: number
  readonly residue: number
}

export interface Core {
  /** Takes a message from the broker, which has checked who sent it. */
  readonly onMessage: (topic: string, text: string) => void
  /** Moves everything on: call it four times a second. */
  readonly tick: () => void
  readonly actions: Actions
  /** Says everything once, as after the broker has started. */
  readonly announce: () => void
  readonly figures: () => CoreFigures
  readonly alert: (kind: AlertKind) => void
  /** Resolves when the last change of the blocklist is on disk. */
  readonly settled: () => Promise<void>
}

const COUNTS_EVERY_MS = 1_000
/** Ticks come four times a second; after a longer pause this process was stopped, or starved. */
const SLEPT_MS = 2_000

export function createCore(settings: CoreSettings, parts: CoreParts): Core {
  const { audit, now, publish } = parts
  const found = parts.store.read()
  const firstStart = found.value?.firstStart ?? now()
  let dryRun = found.value?.dryRun ?? null
  const blocklist = createBlocklist(settings.untouchable, found.value?.blocks ?? [], now())
  const detector = createDetector(settings.thresholds, parts)
  const nodes = createCensus()
  const history = createHistory()
  const casebook = createCasebook()
  const estimates = createEstimates(parts.randomId, (asked) =>
    publish('query', JSON.stringify(asked), { retain: false }),
  )
  const publisher = createPublisher({
    key: settings.listKey,
    publish,
    blocklist: (at) => blocklist.effective(at),
    throttles: (at) => detector.throttles(at),
  })
  const choices = createChoices(settings, blocklist, detector, publish)
  const saving = createSaving(
    () => parts.store.write({ blocks: blocklist.toFile(), firstStart, dryRun }),
    (error) => {
      parts.onWriteFailed(error)
      alert('writeFailed')
    },
    now,
  )
  const draining = new Set<string>()
  /** When the counts were last said; at once when a node is gone. */
  let countedAt = -Infinity
  let tickedAt = now()
  let online = 0
  /** Topics of the operators that have something new to say. */
  const stale = new Set<keyof typeof states>()

  const dryRunUntil = () => (dryRun === null ? firstStart + settings.dryRunMs : null)
  const isDryRun = () => dryRun ?? now() < firstStart + settings.dryRunMs

  const states = {
    alert: () => casebook.alerts(),
    'operator/feed': () => casebook.feed(),
    'operator/blocks': () => actions.blocks(),
    'operator/cases': () => ({ age: casebook.ageCases(), appeals: actions.appeals() }),
    'operator/team': () => parts.team(),
    'operator/settings': (): SettingsInForce => ({
      dryRun: isDryRun(),
      dryRunUntil: isDryRun() ? dryRunUntil() : null,
      rows: settings.rows,
    }),
  }

  /** @param over prefixes whose blocks have ended: nothing is to name them any more (O6) */
  async function blocksChanged(over: readonly string[] = []): Promise<void> {
    publisher.blocklistChanged()
    actions.forget()
    stale.add('operator/blocks')
    stale.add('operator/cases')
    if (over.length > 0) {
      casebook.forget(over)
      stale.add('operator/feed')
    }
    await saving.save()
    // Once more, so that they are not in the copy before the last one either.
    if (over.length > 0) await saving.save()
  }

  function alert(kind: AlertKind): void {
    casebook.alert(parts.randomId(), kind, now())
    stale.add('alert')
    const [latest] = casebook.alerts()
    if (latest?.kind === kind && latest.count === 1) parts.onAlert(latest)
  }

  const actions = createBlockActions({
    listKey: settings.listKey,
    blocklist,
    casebook,
    audit,
    changed: blocksChanged,
    casesChanged: () => stale.add('operator/cases'),
    now,
  })

  function perform(effect: DetectorEffect): void {
    switch (effect.type) {
      case 'feed': {
        const { entry } = effect
        // As its block is called: signaling leaves out the bits of a /64, and what has another name
        // is not forgotten with the block.
        const prefix = entry.prefix === null ? null : actions.canonical(entry.prefix)
        casebook.note({ ...entry, prefix })
        stale.add('operator/feed')
        return
      }
      case 'block': {
        const { prefix, level, reason, until } = effect
        const problem = blocklist.add({ prefix, level, reason, until, source: DETECTOR }, now())
        if (problem === 'listFull') alert('listFull')
        if (problem === null) void blocksChanged().catch(() => undefined)
        return
      }
      case 'throttlesChanged':
        publisher.throttlesChanged()
        return
      case 'alert':
        alert(effect.kind)
        return
      default:
        effect satisfies never
    }
  }

  function judge(evidence: Abuse): void {
    if (evidence.signal === 'age') {
      casebook.age(parts.randomId(), evidence.prefix, evidence.times, now())
      stale.add('operator/cases')
      alert('ageReport')
    }
    const { prefix } = evidence
    const isUntouchable = blocklist.problemOf(prefix) !== null
    const held = blocklist.find(prefix, now())?.level ?? null
    const standing = isUntouchable ? 'untouchable' : held
    const circumstances = { now: now(), live: online, dryRun: isDryRun(), standing } as const
    for (const effect of detector.note(evidence, circumstances)) perform(effect)
  }

  function lost(node: string): void {
    if (nodes.gone(node, now())) {
      countedAt = -Infinity
      if (!draining.has(node)) alert('nodeLost')
    }
    draining.delete(node)
  }

  function onCensus(node: string, text: string): void {
    if (text === '') {
      lost(node)
      return
    }
    const said = parsePayload(census, text)
    if (said === null || said.node !== node || !nodes.note(said, now())) return
    if (said.draining) draining.add(node)
  }

  function count(at: number): void {
    if (at - countedAt < COUNTS_EVERY_MS && at >= countedAt) return
    countedAt = at
    const counts = nodes.counts(at, at)
    online = counts.online
    history.note(counts)
    estimates.nodesAre(counts.nodes.length)
    publish('counts', JSON.stringify(counts), { retain: true })
    // A dry run, and what is left from before it, end without anybody's doing.
    if (choices.tell(isDryRun(), at)) stale.add('operator/settings')
  }

  /** @param slept whether this process stood still: then the nodes' words wait to be read */
  function expire(at: number, slept: boolean): void {
    for (const { node, draining: wasDraining } of slept ? [] : nodes.expire(at)) {
      draining.delete(node)
      countedAt = -Infinity
      if (!wasDraining) alert('nodeLost')
    }
    const ended = blocklist.expire(at)
    if (ended.length > 0) {
      const isOver = (prefix: string) => blocklist.get(prefix, at) === null
      const over = ended.map(({ prefix }) => prefix.text).filter(isOver)
      void audit.hide(over).catch(parts.onWriteFailed)
      void blocksChanged(over).catch(() => undefined)
    }
    void audit.expire().catch(parts.onWriteFailed)
    if (detector.expire(at)) publisher.throttlesChanged()
    if (casebook.expire(at)) stale.add('operator/cases').add('operator/feed')
    estimates.expire(at)
  }

  if (found.damaged) alert('listDamaged')
  void audit
    .hideAllBut(new Set(blocklist.records(now()).map(({ prefix }) => prefix.text)))
    .catch(parts.onWriteFailed)
  // The first start is remembered from the first start on.
  if (found.value === null) void saving.save().catch(() => undefined)

  return {
    onMessage(topic, text) {
      const known = topicOf(topic)
      if (known?.name === 'census/+' && known.node !== null) onCensus(known.node, text)
      else if (known?.name === 'abuse') {
        const evidence = parsePayload(abuse, text)
        if (evidence !== null) judge(evidence)
      } else if (known?.name === 'appeal') {
        const asked = parsePayload(appeal, text)
        if (asked !== null && actions.appeal(asked.code))
          void blocksChanged().catch(() => undefined)
      } else if (known?.name === 'reply/+') {
        const answer = parsePayload(reply, text)
        if (answer !== null && known.node !== null)
          estimates.onReply(answer.id, known.node, answer.hits)
      }
    },
    tick() {
      const at = now()
      expire(at, at - tickedAt > SLEPT_MS)
      tickedAt = at
      saving.tick()
      count(at)
      publisher.tick(at)
      for (const topic of stale) publish(topic, JSON.stringify(states[topic]()), { retain: true })
      stale.clear()
    },
    announce() {
      publisher.blocklistChanged()
      publisher.throttlesChanged()
      const { thresholds } = settings
      publish('thresholds', JSON.stringify(evidenceThresholds(thresholds)), { retain: true })
      choices.repeat()
      for (const topic of Object.keys(states)) stale.add(topic as keyof typeof states)
    },
    actions: {
      ...actions.forOperators,
      async estimate(prefix) {
        const forbidden = blocklist.problemOf(prefix)
        const canonical = actions.canonical(prefix)
        const hits = canonical === null ? null : await estimates.ask(canonical, now())
        return { hits, problem: forbidden, prefix: canonical }
      },
      async setDryRun(who, on) {
        dryRun = on
        stale.add('operator/settings')
        await saving.save()
        const action = on ? 'dryRunOn' : 'dryRunOff'
        await audit.record({ who, action, subject: '', reason: null, until: null })
        return null
      },
      history: (span) => history.read(span, now()),
      isHealthy: () => true,
      teamChanged: () => void stale.add('operator/team'),
      signInPressure: () => alert('signInPressure'),
      cut: parts.cut,
    },
    figures() {
      const records = blocklist.records(now())
      const network = records.filter(({ level }) => level === 'network').length
      const { nodes: live } = nodes.counts(now(), now())
      return {
        nodes: live.length,
        online,
        blocks: { network, app: records.length - network },
        throttles: detector.throttles(now()).entries.length,
        residue: detector.residue() + casebook.residue() + estimates.residue(),
      }
    },
    alert,
    settled: saving.settled,
  }
}
