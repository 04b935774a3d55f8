/** What was just done, in one sentence, with a way to take it back while that is possible. */
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Notice } from './context.ts'
import { words } from './words.ts'

const SHOWN_MS = 8_000
/** Long enough to read, to think, and to find the button by keyboard. */
const UNDO_MS = 30_000

export function NoticeBar({ notice, onEnd }: { notice: Notice | null; onEnd: () => void }) {
  // Nothing goes away under somebody's hand.
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (notice === null || isHeld) return undefined
    const timer = setTimeout(onEnd, notice.undo === null ? SHOWN_MS : UNDO_MS)
    return () => clearTimeout(timer)
  }, [notice, isHeld, onEnd])
  function end() {
    setHeld(false)
    onEnd()
  }
  return (
    // Always there, because readers announce only what changes inside.
    <div
      className="notice-bar"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div role="status">
        {notice !== null && <p className={notice.isFailure ? 'failure' : ''}>{notice.text}</p>}
      </div>
      {notice !== null && notice.undo !== null && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            notice.undo?.()
            end()
          }}
        >
          {words.blocklist.undo}
        </button>
      )}
      {notice !== null && (
        <button type="button" className="icon-button" aria-label={words.close} onClick={end}>
          <X size={18} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
