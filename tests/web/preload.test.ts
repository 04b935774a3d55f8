/** What is loaded while the visitor still reads. */
import { preload } from '../../web/chat/App.tsx'
import { FIRST_PAUSE_MS } from '../../web/chat/insist.ts'
import type { Chat } from '../../web/chat/visit.ts'

let mockIsAway = true
const mockWatch = jest.fn()
jest.mock('../../web/chat/VisitScreens.tsx', () => {
  if (mockIsAway) throw new Error('the server is being replaced')
  return { watchPage: mockWatch }
})

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

it('[C4] watches the page once, also when that could not be loaded at first', async () => {
  const chat = { preload: jest.fn() } as unknown as Chat
  preload(chat)
  await jest.advanceTimersByTimeAsync(FIRST_PAUSE_MS)
  expect(mockWatch).not.toHaveBeenCalled()
  mockIsAway = false
  await jest.advanceTimersByTimeAsync(600_000)
  expect(mockWatch.mock.calls).toEqual([[chat]])
  expect(jest.getTimerCount()).toBe(0)
})
