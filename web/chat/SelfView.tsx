/** One's own picture in a corner of the call: moved by dragging or by a button, and hidden. */
import { EyeOff, Eye, Move, SwitchCamera } from 'lucide-react'
import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'
import { getSpoken, mediaWords, words } from './dictionary.ts'
import { VideoView } from './VideoView.tsx'

/** The fourth corner belongs to what is said about the call. */
const CORNERS = ['bottom end', 'top end', 'bottom start'] as const
type Corner = (typeof CORNERS)[number]

/** Where it is, and whether it is there: from one call to the next. */
export interface SelfPlace {
  readonly corner: Corner
  readonly isHidden: boolean
}
export const FIRST_PLACE: SelfPlace = { corner: 'top end', isHidden: false }

/** Who taps moves no further than this; who drags does. */
const TAP_PX = 10

/** The next corner that is another place: on a phone held sideways two of them are one. */
function cornerAfter(picture: HTMLElement, corner: Corner): Corner {
  const { className } = picture
  const placeOf = (one: Corner) => {
    picture.className = className.replace(corner, one)
    const { x, y } = picture.getBoundingClientRect()
    return `${x} ${y}`
  }
  const here = placeOf(corner)
  const at = CORNERS.indexOf(corner)
  const others = [...CORNERS.slice(at + 1), ...CORNERS.slice(0, at)]
  const next = others.find((one) => placeOf(one) !== here) ?? corner
  picture.className = className
  return next
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
  readonly place: SelfPlace
  readonly onPlace: (place: SelfPlace) => void
}

export function SelfView({
  stream,
  isOff,
  isMirrored,
  isScreen,
  onFlip,
  place: { corner, isHidden },
  onPlace,
}: Props) {
  /** The button that was pressed is gone: its opposite, in whose place it was, takes the keyboard. */
  const [wasSwitched, setWasSwitched] = useState(false)
  const [shift, setShift] = useState({ x: 0, y: 0 })
  const grip = useRef<{ x: number; y: number } | null>(null)
  const picture = useRef<HTMLDivElement>(null)
  const wasUnseen = useRef(false)
  const { call } = words

  function hide(hidden: boolean): void {
    setWasSwitched(true)
    onPlace({ corner, isHidden: hidden })
  }
  const moveTo = (next: Corner) => onPlace({ corner: next, isHidden })

  if (isHidden)
    return (
      <button
        type="button"
        className={`self-hidden ${corner}`}
        aria-label={call.showSelf}
        title={call.showSelf}
        autoFocus={wasSwitched}
        onClick={() => hide(false)}
      >
        <Eye size={20} aria-hidden="true" />
      </button>
    )

  /** How far it was dragged; `null` while it is only touched, or pressed on one of its buttons. */
  function dragOf({ clientX, clientY }: PointerEvent): { x: number; y: number } | null {
    const from = grip.current
    if (from === null) return null
    const drag = { x: clientX - from.x, y: clientY - from.y }
    return Math.hypot(drag.x, drag.y) > TAP_PX ? drag : null
  }
  // Also by its buttons, which leave a finger little else of it.
  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    grip.current = { x: event.clientX, y: event.clientY }
    const button = event.target instanceof Element ? event.target.closest('.self-tools') : null
    // Where a mouse has the buttons come up, a finger's first touch does no more than that.
    wasUnseen.current = button !== null && getComputedStyle(button).opacity === '0'
    if (button === null) event.currentTarget.setPointerCapture(event.pointerId)
  }
  function onClickCapture(event: MouseEvent): void {
    // A key has no pointer, and shows what it is on.
    if (wasUnseen.current && event.detail > 0) event.stopPropagation()
    wasUnseen.current = false
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    // It was let go beside the picture.
    if (event.buttons === 0) grip.current = null
    const drag = dragOf(event)
    if (drag === null) return
    // What is dragged is not pressed.
    event.currentTarget.setPointerCapture(event.pointerId)
    setShift(drag)
  }
  function letGo(): void {
    grip.current = null
    setShift({ x: 0, y: 0 })
  }
  function onPointerUp(event: PointerEvent<HTMLDivElement>): void {
    const drag = dragOf(event)
    letGo()
    if (drag === null) return
    const stage = event.currentTarget.parentElement?.getBoundingClientRect()
    if (stage !== undefined) moveTo(cornerAt(stage, event.clientX, event.clientY))
  }

  return (
    <div
      ref={picture}
      className={`self ${corner} ${isOff ? 'off' : ''}`}
      style={{ transform: `translate(${shift.x}px, ${shift.y}px)` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={letGo}
    >
      {stream !== null && (
        <VideoView stream={stream} label={call.you} isMirrored={isMirrored} isWhole={isScreen} />
      )}
      {isOff && <p className="self-note">{call.ownCameraOff}</p>}
      <div className="self-tools" onClickCapture={onClickCapture}>
        <button
          type="button"
          aria-label={call.moveSelf}
          title={call.moveSelf}
          onClick={() => {
            if (picture.current !== null) moveTo(cornerAfter(picture.current, corner))
          }}
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
