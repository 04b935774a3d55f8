/** The judge of the churn, fed with histories that are wrong in one way each. */
import type { LeaveReason } from '../../signaling/protocol.ts'
import { judge, type Entry, type History } from '../helpers/histories.ts'

const BOUNDS = { toldMs: 1_000, waitMs: 1_000, until: 60_000 }

const request = (at: number, key: string, token: string | null = null): Entry => ({
  kind: 'request',
  at,
  key,
  token,
  anyone: token === null,
})
const matched = (at: number, pair: string, role: 'offer' | 'answer', key: string): Entry => ({
  kind: 'matched',
  at,
  pair,
  role,
  key,
  late: false,
})
const frame = (at: number, pair: string): Entry => ({ kind: 'frame', at, pair, from: '' })
const left = (at: number, why: LeaveReason, pair: string | null = 'p'): Entry => ({
  kind: 'left',
  at,
  pair,
  why,
})

/** Two meet, talk, and part; the one who is left goes on. */
const one: History = [
  request(0, 'a1'),
  matched(10, 'p', 'offer', 'b1'),
  frame(20, 'p'),
  left(40, 'left'),
]
const other: History = [
  request(5, 'b1'),
  matched(10, 'p', 'answer', 'a1'),
  frame(20, 'p'),
  { kind: 'stop', at: 30 },
]

/** The socket of one is lost in a call, and the other ends the call that may have outlived it. */
const stayed: History = [...one.slice(0, 3), left(40, 'lost'), left(60, 'left')]
const cameBack: History = [...other.slice(0, 3), request(30, 'b2', 't'), { kind: 'stop', at: 50 }]

const violationsOf = (...histories: History[]): string[] =>
  judge(histories, BOUNDS).violations.map((violation) => violation.slice(0, 3).trim())

test('[M1][M2][M3][M4][M5][M6][M7][M8] the judge finds nothing in a good run', () => {
  expect(judge([one, other], BOUNDS)).toEqual({ violations: [], pairs: 1, unseen: 0 })
})

test('[M18] the judge finds nothing in a call that lost a socket before its end', () => {
  expect(judge([stayed, cameBack], BOUNDS)).toEqual({ violations: [], pairs: 1, unseen: 0 })
})

test('[M18] the judge takes the word of who closed his page before he saw the match', () => {
  const closing: History = [
    request(5, 'b1'),
    { kind: 'gone', at: 9, how: 'closed' },
    matched(10, 'p', 'answer', 'a1'),
  ]
  expect(violationsOf([...one.slice(0, 2), left(20, 'left')], closing)).toEqual([])
})

test('[M10] the judge counts pairs once, and requests whose answer nobody could see', () => {
  const vanished: History = [request(50, 'c1'), { kind: 'gone', at: 51, how: 'reset' }]
  expect(judge([one, other, vanished], BOUNDS)).toMatchObject({ pairs: 1, unseen: 1 })
})

test.each<[string, string, History[]]>([
  ['M1', 'somebody who meets himself', [[request(0, 'a1'), matched(1, 'p', 'offer', 'a1')]]],
  ['M2', 'a pair of three', [one, other, [request(0, 'c1'), matched(9, 'p', 'offer', 'b1')]]],
  ['M2', 'a pair with two offers', [one, [request(0, 'b1'), matched(9, 'p', 'offer', 'a1')]]],
  ['M3', 'a partner who knows nothing', [one.slice(0, 2), [request(5, 'b1')]]],
  ['M3', 'a key that is nobody’s', [[request(0, 'a1'), matched(1, 'p', 'offer', 'zz')]]],
  [
    'M4',
    'a partner who went long before',
    [
      [request(0, 'a1'), matched(9_000, 'p', 'offer', 'b1'), left(9_001, 'left')],
      [request(0, 'b1'), { kind: 'gone', at: 10, how: 'closed' }],
    ],
  ],
  [
    'M4',
    'a partner who goes without our being told',
    [one.slice(0, 3), [...other.slice(0, 3), { kind: 'gone', at: 30, how: 'reset' }]],
  ],
  ['M4', 'who is told twice of the same end', [[...one, left(50, 'left')], other]],
  [
    'M4',
    'who is told twice of a lost socket',
    [[...stayed.slice(0, 4), left(50, 'lost')], cameBack],
  ],
  ['M4', 'who is told of another pair', [[...one.slice(0, 3), left(40, 'left', 'q')], other]],
  ['M4', 'who missed a meeting that he did not ask for', [[left(40, 'missed', null)]]],
  ['M18', 'the end of a call that lost a socket, untold', [stayed.slice(0, 4), cameBack]],
  ['M18', 'an end that nobody has said', [stayed, cameBack.slice(0, 4)]],
  ['M5', 'two who wait side by side', [[request(0, 'a1')], [request(100, 'b1')]]],
  ['M6', 'a frame of the pair before', [[...one, frame(50, 'p')], other]],
  ['M6', 'a frame of a pair never seen', [one, [...other.slice(0, 2), frame(20, 'q')]]],
  ['M7', 'one search that is matched twice', [[...one, matched(50, 'q', 'offer', 'b1')], other]],
  [
    'M7',
    'a match after the search was answered, under a key already shown',
    [[...one, request(45, 'a2'), matched(50, 'q', 'offer', 'b1')], other],
  ],
  [
    'M8',
    'two who meet again after a report',
    [
      [
        ...one.slice(0, 3),
        { kind: 'reported', at: 30, pair: 'p', accepted: true },
        request(40, 'a2'),
        matched(50, 'q', 'offer', 'b2'),
      ],
      [...other.slice(0, 3), request(45, 'b2'), matched(50, 'q', 'answer', 'a2')],
    ],
  ],
  [
    'M15',
    'two who meet with different tokens',
    [
      [request(0, 'a1', 't'), matched(10, 'p', 'offer', 'b1')],
      [request(0, 'b1', 'u'), matched(10, 'p', 'answer', 'a1')],
    ],
  ],
  ['V6', 'a visitor who is cut for nothing', [[{ kind: 'cut', at: 5, code: 4428 }]]],
])('[M2] the judge sees a breach of %s: %s', (rule, _, histories) => {
  expect(violationsOf(...histories)).toContain(rule)
})
