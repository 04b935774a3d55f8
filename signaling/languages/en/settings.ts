/** What the operator chose, in English. */
import type { Forms } from '../plurals.ts'

export const settings = {
  none: 'None',
  calls: {
    name: 'Calls',
    choice: 'Direct, or through this server’s relay for who hides his address',
    always: 'Always through this server’s relay',
    never: 'Direct, or through this server’s relay where there is no direct way',
    direct: 'Direct: this server has no relay',
  },
  stun: 'Help in finding a direct way (STUN)',
  turn: 'Relay (TURN)',
  limits: {
    name: 'Limits for one network',
    visits: (figure: string): Forms => ({ one: `${figure} visit`, other: `${figure} visits` }),
    searches: (figure: string): Forms => ({ one: `${figure} search`, other: `${figure} searches` }),
    reports: (figure: string): Forms => ({ one: `${figure} report`, other: `${figure} reports` }),
    pages: (figure: string): Forms => ({ one: `${figure} page`, other: `${figure} pages` }),
    all: (visits: string, searches: string, reports: string, pages: string) =>
      `${visits} and ${searches} a minute, ${reports} an hour, ${pages} at once that have talked with nobody yet`,
  },
  excess: {
    name: 'Networks that do too much',
    blocked: 'Slowed down or kept out for a while',
    byHand: 'Limited; kept out only if a person decides',
    limited: 'Limited, but not kept out',
  },
  span: {
    name: 'How long networks are kept out',
    blocked: (longest: string) => `${longest} at most, or 30 days if a person decides`,
    byHand: '30 days at most, if a person decides',
    never: 'Not at all',
  },
  reports: 'How long reports are remembered',
  alerts: {
    name: 'Alerts to a place outside this server',
    on: 'That something happened, and how often',
    maybe: 'If the operator has set one up: that something happened, and how often',
  },
  kept: {
    name: 'Kept of visitors',
    blocks: 'Nothing, but the networks that are kept out, and afterwards a scrambled form',
    nothing: 'Nothing',
  },
  advertising: {
    name: 'Advertising',
    off: 'Off',
    on: (network: string, from: string) =>
      `By ${network}, loaded from ${from} when you agree, on the first and the last screen only`,
  },
} as const
