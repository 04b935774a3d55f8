/** What operators do to the blocklist and to cases: each act is checked, stored and recorded (O6). */
import type { Actions, FeedFormat } from './actions.ts'
import type { Audit, AuditEntry } from './audit.ts'
import type { Block, Blocklist } from './blocklist.ts'
import type { Casebook } from './casebook.ts'
import { renderJson, renderNft, renderNginx, renderTxt } from './feeds.ts'
import type { Blocks, Cases } from './operatorProtocol.ts'
import { contains, parsePrefix } from './prefix.ts'
import type { BlocklistEntry } from './protocol.ts'
import { appealCode } from './signedList.ts'

export interface BlockActionsParts {
  readonly listKey: string
  readonly blocklist: Blocklist
  readonly casebook: Casebook
  readonly audit: Pick<Audit, 'record'>
  /**
   * The blocklist is another one; resolves when it is on disk.
   *
   * @param over prefixes whose blocks have ended with that
   */
  readonly changed: (over?: readonly string[]) => Promise<void>
  readonly casesChanged: () => void
  readonly now: () => number
}

export interface BlockActions {
  readonly forOperators: Pick<
    Actions,
    'addBlock' | 'extendBlock' | 'liftBlock' | 'blockCase' | 'closeCase' | 'feed'
  >
  /** A visitor asks for a second look; whether the code was that of a block, for the first time. */
  readonly appeal: (code: string) => boolean
  readonly canonical: (prefix: string) => string | null
  /** The feeds have to be rendered again. */
  readonly forget: () => void
  readonly blocks: () => Blocks
  readonly appeals: () => Cases['appeals']
}

/**
 * Ends in a feed are reckoned from the end of the current span of so many milliseconds: within one,
 * whoever asks again gets the same bytes, and nothing is dropped for longer than it should.
 */
const FEED_SPAN_MS = 10 * 60_000

const RENDERERS: Readonly<
  Record<FeedFormat, (entries: readonly BlocklistEntry[], now: number) => string>
> = {
  json: renderJson,
  txt: renderTxt,
  nft: renderNft,
  nginx: renderNginx,
}

export function createBlockActions(parts: BlockActionsParts): BlockActions {
  const { audit, blocklist, casebook, changed, now } = parts
  const feeds = new Map<FeedFormat, { readonly text: string; readonly spanEnd: number }>()
  /** When each appeal came; a block that was appealed against before a restart shows its start. */
  const appealedAt = new Map<string, number>()

  const canonical = (text: string) => parsePrefix(text)?.text ?? null
  const codeOf = (prefix: string, sinceS: number) => appealCode(parts.listKey, prefix, sinceS)
  const codeOfBlock = ({ prefix, since }: Block) => codeOf(prefix.text, Math.floor(since / 1000))

  function record(who: string, action: AuditEntry['action'], block: Block): Promise<void> {
    const { prefix, reason, until } = block
    return audit.record({ who, action, subject: prefix.text, reason, until })
  }

  /** Puts a change in force and on disk. It is in the trail whatever happens to the disk or to it. */
  async function recorded(
    who: string,
    action: AuditEntry['action'],
    block: Block | null,
    over?: readonly string[],
  ): Promise<void> {
    try {
      await changed(over)
    } finally {
      if (block !== null) await record(who, action, block)
    }
  }

  /** The block behind a visitor's code: codes are made of what is enforced, which may be a part. */
  function blockOf(code: string): Block | null {
    const entry = blocklist
      .effective(now())
      .find(([prefix, , , since]) => codeOf(prefix, since) === code)
    const part = entry === undefined ? null : parsePrefix(entry[0])
    if (entry === undefined || part === null) return null
    const holders = blocklist
      .records(now())
      .filter(({ prefix, level }) => level === entry[1] && contains(prefix, part))
    return holders.reduce<Block | null>(
      (longest, one) => (longest === null || one.until > longest.until ? one : longest),
      null,
    )
  }

  const forOperators: BlockActions['forOperators'] = {
    async addBlock(who, asked) {
      const problem = blocklist.add({ ...asked, source: who }, now())
      if (problem !== null) return problem
      await recorded(who, 'block', blocklist.get(asked.prefix, now(), asked.level))
      return null
    },
    async extendBlock(who, { prefix, until }) {
      const problem = blocklist.extend(prefix, until, now())
      if (problem !== null) return problem
      await recorded(who, 'extend', blocklist.get(prefix, now()))
      return null
    },
    async liftBlock(who, prefix) {
      const block = blocklist.lift(prefix)
      if (block === null) return 'notFound'
      appealedAt.delete(block.prefix.text)
      await recorded(who, 'lift', block, [block.prefix.text])
      return null
    },
    async blockCase(who, { handle, until }) {
      const prefix = casebook.prefixOf(handle)
      if (prefix === null) return 'notFound'
      // What partners say is never a reason to block at network level.
      const problem = await forOperators.addBlock(who, {
        prefix,
        level: 'app',
        reason: 'age',
        until,
      })
      if (problem === null && casebook.close(handle)) parts.casesChanged()
      return problem
    },
    async closeCase(who, closed) {
      if ('handle' in closed) {
        if (!casebook.close(closed.handle)) return 'notFound'
        parts.casesChanged()
        await audit.record({
          who,
          action: 'dismissCase',
          subject: '',
          reason: 'age',
          until: null,
        })
        return null
      }
      const block = blocklist
        .records(now())
        .find((one) => one.appealed && codeOfBlock(one) === closed.code)
      if (block === undefined) return 'notFound'
      blocklist.dismissAppeal(block.prefix.text, block.level)
      await changed()
      await record(who, 'dismissAppeal', block)
      return null
    },
    feed(format) {
      const known = feeds.get(format)
      const spanEnd = Math.ceil(now() / FEED_SPAN_MS) * FEED_SPAN_MS
      if (known?.spanEnd === spanEnd) return known.text
      const text = RENDERERS[format](blocklist.effective(now()), spanEnd)
      feeds.set(format, { text, spanEnd })
      return text
    },
  }

  return {
    forOperators,
    appeal(code) {
      const block = blockOf(code)
      if (block === null || !blocklist.appeal(block.prefix.text, now())) return false
      appealedAt.set(block.prefix.text, now())
      return true
    },
    canonical,
    forget: () => feeds.clear(),
    blocks() {
      const at = now()
      return (
        blocklist
          .records(at)
          // What a stronger one of the same prefix hides shows when that has ended.
          .filter((block) => blocklist.get(block.prefix.text, at) === block)
          .map(({ prefix, level, reason, source, since, until, appealed }) => ({
            prefix: prefix.text,
            level,
            reason,
            source,
            since,
            until,
            appealed,
          }))
      )
    },
    appeals: () => {
      const appealed = blocklist.records(now()).filter((block) => block.appealed)
      for (const text of appealedAt.keys())
        if (!appealed.some(({ prefix }) => prefix.text === text)) appealedAt.delete(text)
      return appealed.map((block) => ({
        prefix: block.prefix.text,
        code: codeOfBlock(block),
        at: appealedAt.get(block.prefix.text) ?? block.since,
        level: block.level,
        reason: block.reason,
        until: block.until,
      }))
    },
  }
}
