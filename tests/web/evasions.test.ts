/** Ways around a check that were once open, and what was once said of the wrong stranger. */
import { parseClientMessage, type ServerMessage } from '../../signaling/protocol.ts'
import { cleanDescription, isUsableCandidate } from '../../web/chat/candidates.ts'
import { addInterests } from '../../web/chat/interests.ts'
import { createReporting, type Reporting } from '../../web/chat/reporting.ts'
import { createSeal, createSealingKeys, SealError } from '../../web/chat/sealed.ts'
import type { View } from '../../web/chat/visit.ts'

const HERE = 'candidate:1 1 udp 1 10.0.0.1 50000 typ host'
const sdp = (...lines: string[]) =>
  ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', ...lines, ''].join('\r\n')

it.each([
  `a=Candidate${HERE.slice(9)}`,
  `a=candidatex${HERE.slice(9)}`,
  `a= ${HERE}`,
  `a=candidate ${HERE.slice(10)}`,
  `a=mid:0\ra=${HERE}`,
])('[C6] a description loses a candidate however it is spelled: %j', (hidden) => {
  expect(cleanDescription(sdp(hidden), false)).not.toContain('10.0.0.1')
})
it.each(['a=identity:eyJ9', 'a=Identity:eyJ9', 'a= identity:eyJ9'])(
  '[C6] [P8] a description that names a host to be asked who it is from is none: %j',
  (line) => {
    for (const vouched of [`v=0\r\n${line}\r\n`, `v=0\n${line}\n`, sdp(line)])
      expect(cleanDescription(vouched, true)).toBeNull()
  },
)
it('[C6] a candidate is one line', () => {
  const good = 'candidate:1 1 udp 1 8.8.8.8 50000 typ host'
  expect(isUsableCandidate(`${good}\r\na=${HERE}`, false)).toBe(false)
})
it.each(['::a00:1', '::7f00:1', '0:0:0:0:0:1:a00:1', '4000::1', '2606:4700::1111%1'])(
  '[C6] a candidate for %s is used nowhere',
  (host) => {
    expect(isUsableCandidate(`candidate:1 1 udp 1 ${host} 50000 typ host`, true)).toBe(false)
  },
)
it('[C6] a candidate tells no address behind the one it is for', () => {
  const line =
    'a=candidate:1 1 udp 1 8.8.8.8 50000 typ srflx raddr 192.168.1.7 rport 50000 generation 0'
  expect(cleanDescription(sdp(line), false)).not.toContain('192.168.1.7')
})
it('[C1] a key is refused when it is our own in another spelling', async () => {
  const own = await createSealingKeys()
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(own.publicKey.at(-1) ?? '')
  const respelled = own.publicKey.slice(0, -1) + alphabet[last + 1]
  expect(respelled).toMatch(/^[A-Za-z0-9_-]{87}$/)
  await expect(createSeal(own, respelled, 'p', 'offer')).rejects.toThrow(SealError)
})
it('[P4] a report that could not leave within the window is said to have lapsed', () => {
  jest.useFakeTimers()
  let view: Partial<View> = {}
  const reporting = createReporting(
    () => false,
    (change) => {
      view = { ...view, ...change }
    },
  )
  reporting.begin('t')
  reporting.report('t', 'spam')
  reporting.end()
  jest.advanceTimersByTime(60_000)
  expect(view.reportResult).toBe('lapsed')
  reporting.report('t', 'spam')
  expect(view.reportResult).toBe('lapsed')
  jest.useRealTimers()
})
it('an interest may hold a letter or emoji newer than the server', () => {
  const { interests } = addInterests([], '\u{1FAEA}')
  expect(interests).toEqual(['\u{1FAEA}'])
  const find = {
    type: 'find',
    mode: 'text',
    camera: false,
    interests,
    languages: [],
    calm: false,
    key: 'k'.repeat(87),
  }
  expect(parseClientMessage(JSON.stringify(find))).toEqual(find)
})

describe('what became of a report about the last one', () => {
  const NOBODY = () => null
  const COUNTED: ServerMessage = { type: 'reported', accepted: true }
  function start() {
    let view: Partial<View> = {}
    const reporting = createReporting(
      () => true,
      (change) => {
        view = { ...view, ...change }
      },
    )
    return { reporting, view: () => view }
  }
  function meet(reporting: Reporting, token: string): void {
    reporting.begin(token)
    reporting.opened()
  }
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => {
    jest.clearAllTimers()
    jest.useRealTimers()
  })

  /** The dialog about him was open when another came. */
  function reportLate() {
    const { reporting, view } = start()
    meet(reporting, 'last')
    reporting.end()
    meet(reporting, 'other')
    reporting.report('last', 'spam')
    return { reporting, view }
  }

  it.each([
    [COUNTED, 'accepted'],
    [{ type: 'reported', accepted: false }, 'lapsed'],
    [{ type: 'refused', reason: 'tooManyReports', until: 0 }, 'tooMany'],
  ] as const)('[P9] is told in the call with another for a while: %j', (answer, result) => {
    const { reporting, view } = reportLate()
    expect(view().reportResult).toBe('sending')
    reporting.hear({ type: 'online', count: 8 }, NOBODY)
    expect(view().reportResult).toBe('sending')
    reporting.hear(answer, NOBODY)
    // His connection may be rebuilt meanwhile.
    reporting.begin('again')
    jest.advanceTimersByTime(9_999)
    expect(view().reportResult).toBe(result)
    jest.advanceTimersByTime(1)
    expect(view().reportResult).toBeNull()
  })

  it('[P9] is not told once that other has gone, of whom it would be understood', () => {
    const { reporting, view } = reportLate()
    reporting.hear(COUNTED, NOBODY)
    reporting.end()
    expect(view()).toEqual({ subject: null, lastSubject: 'other', reportResult: null })
    const late = reportLate()
    late.reporting.end()
    late.reporting.hear(COUNTED, NOBODY)
    expect(late.view().reportResult).toBeNull()
    const never = reportLate()
    never.reporting.end()
    jest.advanceTimersByTime(59_999)
    expect(never.view()).toMatchObject({ lastSubject: 'other', reportResult: null })
  })

  it('[P9] stays after one with whom no call came about, and after the end of a reported one', () => {
    const { reporting, view } = start()
    meet(reporting, 'last')
    reporting.report('last', 'spam')
    reporting.end()
    reporting.hear(COUNTED, NOBODY)
    jest.advanceTimersByTime(60_000)
    expect(view().reportResult).toBe('accepted')
    reporting.begin('other')
    expect(view().reportResult).toBeNull()
    reporting.opened()
    reporting.end()
    reporting.begin('third')
    reporting.report('other', 'minor')
    reporting.end()
    reporting.hear(COUNTED, NOBODY)
    expect(view().reportResult).toBe('accepted')
  })
})
