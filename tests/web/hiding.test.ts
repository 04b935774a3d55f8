import * as fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { ClientMessage } from '../../signaling/protocol.ts'
import { cleanDescription, isTellable } from '../../web/chat/candidates.ts'
import { createHiding } from '../../web/chat/hiding.ts'
import { hintOf, HideSwitch } from '../../web/chat/HideSwitch.tsx'
import { FIRST_VIEW, isHidden, type View } from '../../web/chat/visit.ts'
import { startWords, words } from '../../web/chat/dictionary.ts'

const OWN = '203.0.113.77'
const candidate = (type: string, host: string, rest = '') =>
  `candidate:1 1 udp 2122260223 ${host} 50000 typ ${type}${rest}`

describe('what a hidden browser tells the stranger', () => {
  it.each(['host', 'srflx', 'prflx'])('[P8] has no candidate of type %s', (type) => {
    expect(isTellable(candidate(type, OWN), false, true)).toBe(false)
    expect(isTellable(candidate(type, OWN), false, false)).toBe(true)
  })

  it('[P8] has its places at the relay', () => {
    expect(isTellable(candidate('relay', '198.51.100.1'), false, true)).toBe(true)
    expect(isTellable(candidate('relay', '10.0.0.1'), false, true)).toBe(false)
  })

  it('[P8] has no candidate that calls itself relayed behind its type', () => {
    expect(isTellable(candidate('host', OWN, ' typ relay'), false, true)).toBe(false)
  })

  it('[P8] holds no address, wherever in the description it stood', () => {
    const written = new Set(['0.0.0.0', '198.51.100.1'])
    const address = fc.oneof(fc.ipV4(), fc.ipV6()).filter((own) => !written.has(own))
    fc.assert(
      fc.property(address, (own) => {
        const family = own.includes(':') ? 'IP6' : 'IP4'
        const sdp = [
          'v=0',
          `o=- 1 2 IN ${family} ${own}`,
          's=-',
          'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
          `c=IN ${family} ${own}`,
          `a=rtcp:50001 IN ${family} ${own}`,
          `a=${candidate('host', own)}`,
          `a=${candidate('relay', '198.51.100.1', ` raddr ${own} rport 50000`)}`,
          '',
        ].join('\r\n')
        const told = (cleanDescription(sdp, true, true) ?? own).split(/[\s/]/)
        expect(told).not.toContain(own)
        expect(told).toContain('198.51.100.1')
      }),
      { examples: [[OWN], ['2001:db8::77']] },
    )
  })
})

describe('the choice', () => {
  const view = (change: Partial<View>, hidden = false): View => ({
    ...FIRST_VIEW,
    ...change,
    wish: { ...FIRST_VIEW.wish, hidden },
  })

  it('[P8] is the visitor’s, or the operator’s, and once on never goes off by itself', () => {
    expect(isHidden(view({ hiding: 'choice' }))).toBe(false)
    expect(isHidden(view({ hiding: 'choice' }, true))).toBe(true)
    expect(isHidden(view({ hiding: 'always' }))).toBe(true)
    expect(isHidden(view({ hiding: 'impossible' }, true))).toBe(true)
    expect(isHidden(view({ hiding: 'choice', relay: 'away' }, true))).toBe(true)
  })

  function shown(change: Partial<View>, isOn = false) {
    const nothing = () => undefined
    const html = renderToStaticMarkup(
      createElement(HideSwitch, { view: view(change), isOn, onSwitch: nothing, onCheck: nothing }),
    )
    return {
      isOn: html.includes('checked=""'),
      canSwitch: !html.includes('disabled=""'),
      hint: hintOf(view(change), isOn),
      canCheck: html.includes('<button'),
    }
  }
  const { start } = startWords

  it.each([
    [{ relay: 'works' }, false, [false, true, start.address, false]],
    [{ relay: 'checking' }, false, [false, true, start.address, false]],
    [{ relay: 'works' }, true, [true, true, start.hidden, false]],
    [{ relay: 'away' }, false, [false, false, words.relay.away, true]],
    [{ relay: 'full' }, false, [false, false, words.relay.full, true]],
    [{ relay: 'away' }, true, [true, true, words.relay.hiddenAway, true]],
    [{ hiding: 'always', relay: 'works' }, false, [true, false, start.alwaysHidden, false]],
    [{ hiding: 'always', relay: 'away' }, false, [true, false, words.relay.hiddenAway, true]],
    [{ hiding: 'never' }, false, [false, false, start.neverHidden, false]],
    [{ hiding: 'always', relay: 'full' }, false, [true, false, words.relay.hiddenFull, true]],
    [{ hiding: 'impossible' }, false, [false, false, start.noRelay, false]],
    [{ hiding: 'impossible' }, true, [true, true, start.hidden, false]],
  ] as const)('[P8] says with %j and %s what holds and why', (change, isOn, expected) => {
    const { isOn: on, canSwitch, hint, canCheck } = shown(change, isOn)
    expect([on, canSwitch, hint, canCheck]).toEqual(expected)
  })
})

describe('the question whether the relay answers', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => {
    jest.clearAllTimers()
    jest.useRealTimers()
  })

  function start({ isOpen = true } = {}) {
    const sent: ClientMessage[] = []
    let view = FIRST_VIEW
    const hiding = createHiding(
      (message) => {
        if (isOpen) sent.push(message)
        return isOpen
      },
      () => view,
      (change) => {
        view = { ...view, ...change }
      },
    )
    return { hiding, sent, view: () => view }
  }

  it.each(['choice', 'always'] as const)('[P8] is asked on arrival where it is: %s', (allowed) => {
    const { hiding, sent, view } = start()
    hiding.welcome(allowed)
    expect(sent).toEqual([{ type: 'checkRelay' }])
    expect(view()).toMatchObject({ hiding: allowed, relay: 'checking' })
    hiding.check()
    expect(sent).toHaveLength(1)
  })

  it.each(['never', 'impossible'] as const)('[P8] is not asked where it is: %s', (allowed) => {
    const { hiding, sent, view } = start()
    hiding.welcome(allowed)
    hiding.check()
    expect(sent).toEqual([])
    expect(view()).toMatchObject({ hiding: allowed, relay: 'unknown' })
  })

  it('[P8] is answered with no when nothing comes, and can be asked again', () => {
    const { hiding, sent, view } = start()
    hiding.welcome('choice')
    jest.advanceTimersByTime(15_000)
    expect(view().relay).toBe('away')
    hiding.check()
    expect(sent).toHaveLength(2)
    expect(view().relay).toBe('checking')
  })

  it('[P8] is answered with no at once without a socket', () => {
    const { hiding, view } = start({ isOpen: false })
    hiding.welcome('choice')
    expect(view().relay).toBe('away')
    expect(jest.getTimerCount()).toBe(0)
  })

  it('[P8] is answered by a search that got no place', () => {
    const { hiding, sent, view } = start()
    hiding.welcome('choice')
    hiding.miss(true)
    expect(view().relay).toBe('full')
    hiding.check()
    expect(sent).toHaveLength(2)
    hiding.miss(false)
    expect(view().relay).toBe('away')
  })

  it('[P8] is asked again after the socket was lost, and believes no earlier answer', () => {
    const { hiding, sent, view } = start()
    hiding.welcome('choice')
    hiding.lost()
    expect(view().relay).toBe('unknown')
    expect(jest.getTimerCount()).toBe(0)
    hiding.welcome('choice')
    expect(sent).toHaveLength(2)
    expect(view().relay).toBe('checking')
    hiding.miss(false)
    hiding.lost()
    expect(view().relay).toBe('away')
  })

  it('leaves no timer behind', () => {
    const { hiding } = start()
    hiding.welcome('choice')
    hiding.close()
    expect(jest.getTimerCount()).toBe(0)
  })
})
