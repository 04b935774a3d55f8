/** What a radar with some life in it would say: made up, the same every time but for the clock. */
import type {
  Alerts,
  Audit,
  Blocks,
  Cases,
  Feed,
  History,
  SettingsInForce,
  Team,
} from '../../radar/operatorProtocol.ts'
import type { Counts } from '../../radar/protocol.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** 22 characters of base64url. */
const idOf = (index: number): string => `Ab3dEf${String(index).padStart(16, '0')}`

export function countsAt(at: number, more: Partial<Counts> = {}): Counts {
  return {
    at,
    online: 1_284,
    waiting: 12,
    inCalls: 1_122,
    introductionsPerMinute: 318,
    waitMedianMs: 180,
    waitP95Ms: 2_400,
    routes: { direct: 1_604, relayed: 398, failed: 61 },
    blockedPerMinute: 7,
    throttledPerMinute: 3,
    nodes: [
      {
        node: idOf(1),
        build: '1.2.0',
        upMs: 9 * DAY + 2 * HOUR,
        ageMs: 400,
        online: 650,
        lagMs: 3,
        memoryMb: 142,
        draining: false,
      },
      {
        node: `Qx7${idOf(2).slice(3)}`,
        build: '1.2.0',
        upMs: 3 * HOUR + 20 * MINUTE,
        ageMs: 700,
        online: 602,
        lagMs: 164,
        memoryMb: 158,
        draining: false,
      },
      {
        node: `Zt1${idOf(3).slice(3)}`,
        build: '1.1.9',
        upMs: 31 * DAY,
        ageMs: 600,
        online: 32,
        lagMs: 2,
        memoryMb: 97,
        draining: true,
      },
    ],
    ...more,
  }
}

/** A quiet night and a busy evening, with a hole where the radar was away. */
export function historyUntil(at: number, span: 'hour' | 'day'): History {
  const stepMs = span === 'hour' ? 5 * SECOND : MINUTE
  const rows = span === 'hour' ? 720 : 1_440
  const last = Math.floor(at / stepMs)
  const times = Array.from({ length: rows }, (_, index) => (last - rows + 1 + index) * stepMs)
  const column = (level: number, swing: number, phase: number) =>
    times.map((_, index) => {
      if (index > rows * 0.31 && index < rows * 0.34) return null
      const wave = Math.sin((index / rows) * 7 + phase) + 0.3 * Math.sin(index / 9 + phase)
      return Math.max(0, Math.round(level + swing * wave))
    })
  return {
    stepMs,
    at: times,
    online: column(1_150, 180, 0),
    waiting: column(12, 6, 1),
    inCalls: column(980, 160, 0.1),
    introductions: column(290, 50, 0.4),
    waitMedianMs: column(190, 40, 2),
    waitP95Ms: column(2_200, 500, 2.4),
    direct: column(1_550, 120, 0),
    relayed: column(380, 40, 0.5),
    failed: column(58, 12, 1.4),
  }
}

export const alertsAt = (now: number): Alerts => [
  { id: idOf(11), at: now - 40 * SECOND, kind: 'ageReport', count: 1 },
  { id: idOf(12), at: now - 6 * MINUTE, kind: 'signInPressure', count: 14 },
  { id: idOf(13), at: now - 3 * HOUR, kind: 'nodeLost', count: 1 },
]

export const feedAt = (now: number): Feed => [
  {
    at: now - 20 * SECOND,
    signal: 'age',
    times: 1,
    prefix: null,
    score: 0,
    verdict: 'noted',
  },
  {
    at: now - 50 * SECOND,
    signal: 'connects',
    times: 22,
    prefix: '198.51.100.77',
    score: 220,
    verdict: 'blockedNetwork',
  },
  {
    at: now - 2 * MINUTE,
    signal: 'finds',
    times: 4,
    prefix: '2001:db8:44:9::/64',
    score: 45,
    verdict: 'throttled',
  },
  {
    at: now - 9 * MINUTE,
    signal: 'reports',
    times: 3,
    prefix: null,
    score: 120,
    verdict: 'blockedApp',
  },
  {
    at: now - 26 * HOUR,
    signal: 'noPicture',
    times: 2,
    prefix: null,
    score: 20,
    verdict: 'spared',
  },
  {
    at: now - 27 * HOUR,
    signal: 'malformed',
    times: 1,
    prefix: '203.0.113.9',
    score: 25,
    verdict: 'dryRun',
  },
]

export function blocksAt(now: number): Blocks {
  const block = (
    prefix: string,
    level: Blocks[number]['level'],
    reason: Blocks[number]['reason'],
    source: string,
    left: number,
    appealed = false,
  ): Blocks[number] => ({
    prefix,
    level,
    reason,
    source,
    since: now - HOUR,
    until: now + left,
    appealed,
  })
  const many = Array.from({ length: 130 }, (_, index) =>
    block(`203.0.113.${index + 20}`, 'app', 'searches', 'detector', (index + 2) * HOUR),
  )
  return [
    block('198.51.100.77', 'network', 'flood', 'detector', 59 * MINUTE),
    block('2001:db8:44:9::/64', 'app', 'spam', 'detector', 3 * HOUR, true),
    block('192.0.2.0/24', 'network', 'manual', 'mira', 22 * HOUR),
    block('198.51.100.3', 'app', 'age', 'jonas', 6 * DAY + 2 * HOUR),
    ...many,
  ]
}

export const casesAt = (now: number): Cases => ({
  age: [
    { handle: idOf(21), at: now - 40 * SECOND, times: 1, until: now + 59 * MINUTE },
    {
      handle: `Yk2${idOf(22).slice(3)}`,
      at: now - 12 * MINUTE,
      times: 3,
      until: now + 48 * MINUTE,
    },
  ],
  appeals: [
    {
      prefix: '2001:db8:44:9::/64',
      code: '7K3M9QXA',
      at: now - 4 * MINUTE,
      level: 'app',
      reason: 'spam',
      until: now + 3 * HOUR,
    },
  ],
})

export const settingsInForce = (now: number, dryRun = true): SettingsInForce => ({
  dryRun,
  dryRunUntil: dryRun ? now + 5 * DAY : null,
  rows: [
    { name: 'RADAR_HOST', value: '127.0.0.1', help: 'Address that the radar listens on.' },
    { name: 'RADAR_PORT', value: '8081', help: 'Port of the dashboard.' },
    {
      name: 'RADAR_ALLOWLIST',
      value: '192.0.2.10, 2001:db8:ffff::/48',
      help: 'Addresses and prefixes that are never blocked.',
    },
    { name: 'RADAR_WEBHOOK_URL', value: '', help: 'Where alerts are sent, if anywhere.' },
    { name: 'score.block', value: '100', help: 'Score from which a prefix is blocked.' },
    { name: 'score.halfLife', value: '10 min', help: 'Time in which a score halves.' },
  ],
})

export const teamAt = (now: number): Team => [
  {
    name: 'ada',
    role: 'administrator',
    disabled: false,
    lastSignInAt: now - MINUTE,
    recoveryCodesLeft: 8,
    sessions: 1,
  },
  {
    name: 'mira',
    role: 'moderator',
    disabled: false,
    lastSignInAt: now - 5 * HOUR,
    recoveryCodesLeft: 6,
    sessions: 0,
  },
  {
    name: 'jonas',
    role: 'moderator',
    disabled: true,
    lastSignInAt: now - 12 * DAY,
    recoveryCodesLeft: 8,
    sessions: 0,
  },
  {
    name: 'vera',
    role: 'viewer',
    disabled: false,
    lastSignInAt: null,
    recoveryCodesLeft: 8,
    sessions: 0,
  },
]

export const auditAt = (now: number): Audit['entries'] => [
  { at: now - MINUTE, who: 'ada', action: 'signIn', subject: 'ada', reason: null, until: null },
  {
    at: now - 2 * HOUR,
    who: 'mira',
    action: 'block',
    subject: '192.0.2.0/24',
    reason: 'manual',
    until: now + 22 * HOUR,
  },
  {
    at: now - 3 * HOUR,
    who: 'mira',
    action: 'lift',
    subject: '#k3Vn8Q',
    reason: null,
    until: null,
  },
  {
    at: now - 20 * HOUR,
    who: 'ada',
    action: 'dryRunOn',
    subject: '',
    reason: null,
    until: null,
  },
  {
    at: now - 26 * HOUR,
    who: 'ada',
    action: 'invite',
    subject: 'viewer',
    reason: null,
    until: null,
  },
  {
    at: now - 27 * HOUR,
    who: 'ada',
    action: 'disable',
    subject: 'jonas',
    reason: null,
    until: null,
  },
]
