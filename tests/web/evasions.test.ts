/** Ways around a check that were once open. */
import { parseClientMessage } from '../../signaling/protocol.ts'
import { cleanDescription, isUsableCandidate } from '../../web/chat/candidates.ts'
import { addInterests } from '../../web/chat/interests.ts'
import { createReporting } from '../../web/chat/reporting.ts'
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
