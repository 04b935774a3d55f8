/** The blocklist's part of the dictionary in words.ts. */
import type { BlockReason, Level } from '../../radar/protocol.ts'

const plural = new Intl.PluralRules('en')
/** A count and what is counted: `1 visitor`, `2 visitors`. */
export const some = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${plural.select(count) === 'one' ? one : many}`

export const blockWords = {
  levels: {
    app: 'Chat',
    network: 'Network',
  } satisfies Record<Level, string>,
  levelHelp: {
    app: 'The chat refuses, says why and until when, and offers an appeal.',
    network: 'nginx and the firewall drop the connections as well, without a word.',
  } satisfies Record<Level, string>,
  reasons: {
    flood: 'flood',
    malformed: 'malformed messages',
    searches: 'too many searches',
    spam: 'spam',
    reports: 'reports by partners',
    age: 'looks under 18',
    manual: 'an operator’s decision',
  } satisfies Record<BlockReason, string>,
  blocklist: {
    title: 'Blocklist',
    add: 'Add block',
    search: 'Search the blocklist',
    placeholder: 'Address, reason or source',
    count: (count: number) => some(count, 'block'),
    found: (found: number, all: number) => `${found.toLocaleString('en')} of ${some(all, 'block')}`,
    empty: 'Nobody is blocked.',
    noneFound: 'No block matches.',
    more: (count: number) => `Show ${count.toLocaleString('en')} more`,
    loading: 'Waiting for the list…',
    columns: {
      prefix: 'Prefix',
      level: 'Level',
      reason: 'Reason',
      source: 'Source',
      ends: 'Ends in',
      actions: 'Actions',
    },
    appealed: 'appealed',
    left: (time: string) => `${time} left`,
    block: (prefix: string) => `Block ${prefix}`,
    lift: (prefix: string) => `Lift ${prefix}`,
    extend: (prefix: string) => `Extend ${prefix}`,
    lifted: (prefix: string) => `${prefix} is lifted.`,
    undo: 'Undo',
    undone: (prefix: string) => `${prefix} is blocked again.`,
    added: (prefix: string, time: string) => `${prefix} is blocked for ${time}.`,
    extended: (prefix: string, time: string) => `${prefix} is blocked for ${time} from now.`,
  },
  blockForm: {
    title: 'Block an address',
    extendTitle: (prefix: string) => `Extend ${prefix}`,
    extendText: (time: string) => `It would end in ${time}. The new end counts from now.`,
    prefix: 'Address or prefix',
    prefixHint: 'Such as 203.0.113.7, 203.0.113.0/24 or 2001:db8:1:2::/64.',
    level: 'Level',
    reason: 'Reason',
    ends: 'Ends in',
    presets: {
      hour: '1 hour',
      sixHours: '6 hours',
      day: '24 hours',
      week: '7 days',
      month: '30 days',
      custom: 'Another time…',
    },
    hours: 'Hours',
    hoursHint: (most: number) => `1 to ${most.toLocaleString('en')}.`,
    rangeHint: 'A range of addresses can be blocked for 24 hours at most.',
    estimating: 'Counting whom it would hit…',
    hits: (hits: number) =>
      hits === 0
        ? 'It would hit nobody who is here now.'
        : `It would hit ${some(hits, 'visitor')} who ${hits === 1 ? 'is' : 'are'} here now.`,
    noEstimate: 'No node answered in time: how many it would hit is unknown.',
    kept: (prefix: string) => `Kept as ${prefix}.`,
    submit: 'Block',
    submitExtend: 'Extend',
    pending: 'Blocking…',
    pendingExtend: 'Extending…',
  },
}
