import {
  REPORT_WINDOW_MS,
  type ClientMessage,
  type ServerMessage,
} from '../../signaling/protocol.ts'
import { createReporting } from '../../web/chat/reporting.ts'
import type { View } from '../../web/chat/visit.ts'

const TOKEN = 't'.repeat(22)
const OTHER_TOKEN = 'u'.repeat(22)
const NOBODY = () => null
const COUNTED: ServerMessage = { type: 'reported', accepted: true }

beforeEach(() => jest.useFakeTimers())
afterEach(() => {
  jest.clearAllTimers()
  jest.useRealTimers()
})

/** `socket.isOpen` says whether what is sent leaves. */
function start() {
  const socket = { isOpen: true }
  const sent: ClientMessage[] = []
  let view: Partial<View> = {}
  const reporting = createReporting(
    (message) => {
      if (socket.isOpen) sent.push(message)
      return socket.isOpen
    },
    (change) => {
      view = { ...view, ...change }
    },
  )
  return { reporting, socket, sent, view: () => view }
}

const report = (token: string, reason: string) => ({ type: 'report', token, reason })

describe('a report', () => {
  it('[P4] goes out during the call, once', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    expect(view()).toEqual({ subject: TOKEN, lastSubject: null, reportResult: null })
    reporting.report(TOKEN, 'spam')
    reporting.report(TOKEN, 'minor')
    expect(sent).toEqual([report(TOKEN, 'spam')])
    expect(view()).toEqual({ subject: null, lastSubject: null, reportResult: 'sending' })
  })

  it('[P4] is possible for 60 s after the call, and no longer', () => {
    expect(REPORT_WINDOW_MS).toBe(60_000)
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    jest.advanceTimersByTime(3_600_000)
    reporting.end()
    jest.advanceTimersByTime(59_999)
    expect(view().lastSubject).toBe(TOKEN)
    jest.advanceTimersByTime(1)
    expect(view().lastSubject).toBeNull()
    reporting.report(TOKEN, 'spam')
    expect(sent).toEqual([])
  })

  it('[P4] is possible in the last moment of the window', () => {
    const { reporting, sent } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    jest.advanceTimersByTime(59_999)
    reporting.report(TOKEN, 'harassment')
    expect(sent).toEqual([report(TOKEN, 'harassment')])
  })

  it('[P4] that could not leave goes out when the socket is back, once', () => {
    const { reporting, socket, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    socket.isOpen = false
    reporting.report(TOKEN, 'sexual')
    expect(view()).toEqual({ subject: TOKEN, lastSubject: null, reportResult: 'sending' })
    reporting.socketOpen()
    expect(sent).toEqual([])
    socket.isOpen = true
    reporting.socketOpen()
    expect(sent).toEqual([report(TOKEN, 'sexual')])
    expect(view().subject).toBeNull()
    reporting.hear(COUNTED, NOBODY)
    reporting.socketOpen()
    expect(sent).toHaveLength(1)
  })

  it('[P4] that left into a dead socket goes out again over the next, until it is answered', () => {
    const { reporting, sent } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.report(TOKEN, 'minor')
    reporting.end()
    jest.advanceTimersByTime(30_000)
    reporting.socketOpen()
    expect(sent).toEqual([report(TOKEN, 'minor'), report(TOKEN, 'minor')])
    reporting.hear(COUNTED, NOBODY)
    reporting.socketOpen()
    expect(sent).toHaveLength(2)
  })

  it('[P4] that nobody ever answers is given up after a minute, and said to have lapsed', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.report(TOKEN, 'minor')
    reporting.end()
    jest.advanceTimersByTime(59_999)
    expect(view().reportResult).toBe('sending')
    jest.advanceTimersByTime(1)
    expect(view().reportResult).toBe('lapsed')
    reporting.socketOpen()
    expect(sent).toHaveLength(1)
  })

  it('[P4] does not stand in the way of another: they are answered in their order', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    reporting.report(TOKEN, 'spam')
    reporting.report(OTHER_TOKEN, 'minor')
    reporting.hear(COUNTED, NOBODY)
    reporting.end()
    reporting.socketOpen()
    expect(sent).toEqual([
      report(TOKEN, 'spam'),
      report(OTHER_TOKEN, 'minor'),
      report(OTHER_TOKEN, 'minor'),
    ])
    reporting.hear(COUNTED, NOBODY)
    reporting.socketOpen()
    jest.advanceTimersByTime(60_000)
    expect([sent.length, view().reportResult]).toEqual([3, 'accepted'])
  })

  it('[P9] is about the last one who was seen, and not about one with whom no call came about', () => {
    const { reporting, view, sent } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    for (const unseen of ['v', 'w']) {
      reporting.begin(unseen.repeat(22))
      expect(view()).toMatchObject({ subject: unseen.repeat(22), lastSubject: TOKEN })
      reporting.end()
    }
    expect(view()).toMatchObject({ subject: null, lastSubject: TOKEN })
    reporting.report(TOKEN, 'minor')
    expect(sent).toEqual([report(TOKEN, 'minor')])
    // Nor after one who was reported during his call.
    reporting.begin('x'.repeat(22))
    reporting.opened()
    reporting.report('x'.repeat(22), 'spam')
    reporting.end()
    reporting.begin('y'.repeat(22))
    reporting.end()
    expect(view()).toMatchObject({ subject: null, lastSubject: null })
  })

  it('[P4] that could not leave within the window is dropped', () => {
    const { reporting, socket, sent } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    socket.isOpen = false
    reporting.report(TOKEN, 'other')
    reporting.end()
    jest.advanceTimersByTime(60_000)
    socket.isOpen = true
    reporting.socketOpen()
    expect(sent).toEqual([])
  })

  it('is not sent when the socket comes back and none was made', () => {
    const { reporting, sent } = start()
    reporting.socketOpen()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.socketOpen()
    expect(sent).not.toContainEqual(expect.objectContaining({ type: 'report' }))
  })
})

describe('a call that outlives its socket', () => {
  const keep = (token: string) => ({ type: 'keep', token })

  it('[P4] [P9] is kept once over each new socket, by the newest token', () => {
    const { reporting, sent } = start()
    reporting.begin(TOKEN)
    reporting.socketOpen()
    expect(sent).toEqual([keep(TOKEN)])
    reporting.opened()
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    reporting.socketOpen()
    reporting.socketOpen()
    expect(sent).toEqual([keep(TOKEN), keep(OTHER_TOKEN), keep(OTHER_TOKEN)])
  })

  it('[P4] is not kept when nobody is there, nor when he is reported', () => {
    const { reporting, socket, sent } = start()
    reporting.socketOpen()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    reporting.socketOpen()
    expect(sent).toEqual([])
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    socket.isOpen = false
    reporting.report(OTHER_TOKEN, 'minor')
    socket.isOpen = true
    reporting.socketOpen()
    reporting.end()
    expect(sent).toEqual([report(OTHER_TOKEN, 'minor')])
  })
})

describe('a stranger whose connection was rebuilt', () => {
  it('[P9] stays whom an open dialog is about, and is reported by his newest token', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    expect(view().subject).toBe(TOKEN)
    reporting.report(TOKEN, 'spam')
    expect(sent).toEqual([report(OTHER_TOKEN, 'spam')])
    expect(view()).toMatchObject({ subject: null, lastSubject: null })
  })

  it('[P4] can be reported so after the call, while another is there', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    reporting.end()
    reporting.begin('v'.repeat(22))
    reporting.opened()
    expect(view()).toMatchObject({ subject: 'v'.repeat(22), lastSubject: TOKEN })
    reporting.report(TOKEN, 'other')
    expect(sent).toEqual([report(OTHER_TOKEN, 'other')])
  })
})

describe('a new stranger', () => {
  it('[P4] leaves the last one to be reported for the rest of his minute', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    jest.advanceTimersByTime(30_000)
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    expect(view()).toEqual({ subject: OTHER_TOKEN, lastSubject: TOKEN, reportResult: null })
    reporting.report(TOKEN, 'spam')
    expect(sent).toEqual([report(TOKEN, 'spam')])
    expect(view()).toMatchObject({ subject: OTHER_TOKEN, lastSubject: null })
  })

  it('[C2] is not reported for what the last one did', () => {
    const { reporting, socket, sent } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    socket.isOpen = false
    reporting.report(TOKEN, 'sexual')
    reporting.end()
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    socket.isOpen = true
    reporting.socketOpen()
    expect(sent).toEqual([report(TOKEN, 'sexual'), { type: 'keep', token: OTHER_TOKEN }])
  })

  it('clears what became of the last report', () => {
    const { reporting, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.report(TOKEN, 'spam')
    reporting.begin(OTHER_TOKEN)
    reporting.opened()
    expect(view()).toEqual({ subject: OTHER_TOKEN, lastSubject: null, reportResult: null })
  })
})

describe('the end', () => {
  it('of a call without a stranger opens no window', () => {
    const { reporting, view } = start()
    reporting.end()
    expect(jest.getTimerCount()).toBe(0)
    expect(view()).toEqual({})
  })

  it('of the visit forgets the stranger and leaves no timer', () => {
    const { reporting, sent, view } = start()
    reporting.begin(TOKEN)
    reporting.opened()
    reporting.end()
    reporting.close()
    reporting.report(TOKEN, 'spam')
    expect(sent).toEqual([])
    expect(view().lastSubject).toBeNull()
    expect(jest.getTimerCount()).toBe(0)
  })
})
