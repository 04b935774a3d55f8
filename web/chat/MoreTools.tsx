/** The controls of a call that are wanted less often: in the row, or on a phone behind "More". */
import {
  Droplet,
  Ellipsis,
  Handshake,
  Maximize,
  Minimize,
  MonitorUp,
  MonitorX,
  PictureInPicture2,
  Settings2,
} from 'lucide-react'
import {
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import { canShareScreen } from './camera.ts'
import { canFloat, stopFloating, toggleFloating, useFloating } from './floating.ts'
import { canFillScreen, toggleFullScreen, useFullScreen } from './fullScreen.ts'
import { againWords, kindWords, mediaWords } from './dictionary.ts'
import { isCovered } from './reveal.ts'
import { QuestionTool } from './QuestionTool.tsx'
import { Tool } from './Tool.tsx'
import type { Chat, View } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  /** The stranger's picture. */
  readonly video: RefObject<HTMLVideoElement | null>
  readonly onAsk: () => void
  readonly onSettings: () => void
}

export function MoreTools({ chat, view, video, onAsk, onSettings }: Props) {
  const { tools } = mediaWords
  const [isOpen, setIsOpen] = useState(false)
  const sheet = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLDivElement>(null)
  const id = useId()
  const isFull = useFullScreen()
  const isFloating = useFloating()
  const hasPicture = view.wish.mode === 'video'
  const canShare = hasPicture && canShareScreen()
  const isHidden = isCovered(view)
  const { reveal } = kindWords

  useEffect(() => {
    if (!isOpen) return undefined
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Node && opener.current?.contains(target) !== true) setIsOpen(false)
    }
    document.addEventListener('pointerdown', onPress)
    const tools = sheet.current?.querySelectorAll<HTMLElement>('button:enabled') ?? []
    // One of them may stand in the row instead.
    Array.from(tools)
      .find((tool) => tool.getClientRects().length > 0)
      ?.focus()
    return () => document.removeEventListener('pointerdown', onPress)
  }, [isOpen])

  // Over a window of its own the page has no cover to lay, and not every browser closes that itself.
  useEffect(() => {
    if (isHidden && isFloating) stopFloating()
  }, [isHidden, isFloating])

  /** Escape closes the sheet; it must not also arm leaving the call. */
  function onKeyDown(event: KeyboardEvent): void {
    if (!isOpen || event.key !== 'Escape') return
    event.stopPropagation()
    setIsOpen(false)
    opener.current?.querySelector('button')?.focus()
  }
  /** Who goes on by keyboard leaves nothing open over what comes next. */
  function onBlur({ currentTarget, relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setIsOpen(false)
  }
  const then = (act: () => void) => () => {
    // The sheet goes, and with it what was pressed.
    if (isOpen) opener.current?.querySelector('button')?.focus()
    setIsOpen(false)
    act()
  }

  return (
    <>
      {canShare && <ShareTool chat={chat} view={view} place="in-row" then={then} />}
      <div ref={opener} className="more" onKeyDown={onKeyDown} onBlur={onBlur}>
        <Tool
          name={tools.more}
          icon={<Ellipsis />}
          className="opener"
          isExpanded={isOpen}
          controls={id}
          onPress={() => setIsOpen(!isOpen)}
        />
        <div ref={sheet} id={id} className={isOpen ? 'more-tools open' : 'more-tools'}>
          {canShare && <ShareTool chat={chat} view={view} place="in-sheet" then={then} />}
          {hasPicture && view.reveal !== null && !isHidden && (
            <Tool
              name={reveal.again}
              icon={<Droplet />}
              onPress={then(() => chat.media()?.cover.takeBack())}
            />
          )}
          {canFillScreen() && (
            <Tool
              name={isFull ? tools.leaveFullScreen : tools.fullScreen}
              icon={isFull ? <Minimize /> : <Maximize />}
              onPress={then(toggleFullScreen)}
            />
          )}
          {hasPicture && canFloat() && (
            <Tool
              name={isFloating ? tools.stopFloating : isHidden ? reveal.floatLater : tools.float}
              short={isFloating ? tools.stopFloating : tools.float}
              icon={<PictureInPicture2 />}
              isDisabled={isHidden && !isFloating}
              onPress={then(() => toggleFloating(video.current))}
            />
          )}
          <Tool
            name={againWords.meet.button}
            icon={<Handshake />}
            isDisabled={view.again.wish === 'none' || view.again.wish === 'vain'}
            onPress={then(() => chat.again()?.wish())}
          />
          <QuestionTool
            view={view}
            onPress={then(() => {
              onAsk()
              chat.extras()?.icebreaking.ask()
            })}
          />
          <Tool name={tools.settings} icon={<Settings2 />} onPress={then(onSettings)} />
        </div>
      </div>
    </>
  )
}

interface ShareProps {
  readonly chat: Chat
  readonly view: View
  /** Where there is room it stands in the row, else behind "More"; the styles show one of the two. */
  readonly place: 'in-row' | 'in-sheet'
  readonly then: (act: () => void) => () => void
}

function ShareTool({ chat, view, place, then }: ShareProps) {
  const { tools } = mediaWords
  const isSharing = view.media.screen !== null
  const isHidden = isCovered(view)
  const later = isHidden ? kindWords.reveal.shareLater : tools.share
  return (
    <Tool
      name={isSharing ? tools.stopSharing : later}
      short={isSharing ? tools.stopSharing : tools.share}
      other={isSharing ? tools.share : tools.stopSharing}
      icon={isSharing ? <MonitorX /> : <MonitorUp />}
      className={isSharing ? `on ${place}` : place}
      isDisabled={view.state.phase !== 'talking' || isHidden}
      onPress={then(() => {
        if (isSharing) chat.media()?.stopSharing()
        else void chat.media()?.share()
      })}
    />
  )
}
