/** One's own picture in a corner of the call: moved by dragging or by a button, and hidden. */
import { EyeOff, Eye, Move, SwitchCamera } from 'lucide-react'
import { useRef, useState, type PointerEvent } from 'react'
import { getSpoken, mediaWords, words } from './dictionary.ts'
import { VideoView } from './VideoView.tsx'

/** The fourth corner belongs to what is said about the call. */
const CORNERS = ['bottom end', 'top end', 'bottom start'] as const
type Corner = (typeof CORNERS)[number]

function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? CORNERS[0]
}

/** The corner of the stage that a point is nearest to. */
function cornerAt(stage: DOMRect, x: number, y: number): Corner {
  const isLeft = x < stage.left + stage.width / 2
  if (isLeft === (getSpoken().language.direction === 'ltr')) return 'bottom start'
  return y < stage.top + stage.height / 2 ? 'top end' : 'bottom end'
}

interface Props {
  /** `null` while nothing is seen: there is no camera, or it was unplugged. */
  readonly stream: MediaStream | null
  readonly isOff: boolean
  readonly isMirrored: boolean
  /** The screen that the stranger sees: nothing to crop. */
  readonly isScreen: boolean
  /** Takes the other camera; `null` where there is one only. */
  readonly onFlip: (() => void) | null
}

export function SelfView({ stream, isOff, isMirrored, isScreen, onFlip }: Props) {
  const [corner, setCorner] = useState<Corner>('top end')
  const [isHidden, setIsHidden] = useState(false)
  /** The button that was pressed is gone: its opposite takes the keyboard. */
  const [wasSwitched, setWasSwitched] = useState(false)
  const [shift, setShift] = useState({ x: 0, y: 0 })
  const grip = useRef<{ x: number; y: number } | null>(null)
  const { call } = words

  function hide(hidden: boolean): void {
    setWasSwitched(true)
    setIsHidden(hidden)
  }

  if (isHidden)
    return (
      <button
        type="button"
        className={`self-hidden ${corner}`}
        aria-label={call.showSelf}
        title={call.showSelf}
        // It was asked for by the button in whose place it is.
        autoFocus
        onClick={() => hide(false)}
      >
        <Eye size={20} aria-hidden="true" />
      </button>
    )

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.target instanceof Element && event.target.closest('button') !== null) return
    grip.current = { x: event.clientX, y: event.clientY }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    const from = grip.current
    if (from !== null) setShift({ x: event.clientX - from.x, y: event.clientY - from.y })
  }
  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    if (grip.current === null) return
    grip.current = null
    setShift({ x: 0, y: 0 })
    const stage = event.currentTarget.parentElement?.getBoundingClientRect()
    if (stage !== undefined) setCorner(cornerAt(stage, event.clientX, event.clientY))
  }

  return (
    <div
      className={`self ${corner} ${isOff ? 'off' : ''}`}
      style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      {stream !== null && (
        <VideoView
          stream={stream}
          label={call.you}
          isOwn
          isMirrored={isMirrored}
          isWhole={isScreen}
        />
      )}
      {isOff && <p className="self-note">{call.ownCameraOff}</p>}
      <div className="self-tools">
        <button
          type="button"
          aria-label={call.moveSelf}
          title={call.moveSelf}
          onClick={() => setCorner(nextCorner)}
        >
          <Move size={16} aria-hidden="true" />
        </button>
        {onFlip !== null && (
          <button
            type="button"
            aria-label={mediaWords.tools.flip}
            title={mediaWords.tools.flip}
            onClick={onFlip}
          >
            <SwitchCamera size={16} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          aria-label={call.hideSelf}
          title={call.hideSelf}
          autoFocus={wasSwitched}
          onClick={() => hide(true)}
        >
          <EyeOff size={16} aria-hidden="true" />
        </button>
      </div>
    </div>
  )
}
