/** Everything chosen, once more before it goes; stands in the place of the message box. */
import { FileText, ImageOff, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { sizeText } from './amounts.ts'
import { countText } from './counts.ts'
import { isForBox } from './escape.ts'
import { canBeFile, type Pick, type Picked, type Picking, type Refusal } from './picking.ts'
import { cleanName, SIZE_MAX } from './transferProtocol.ts'
import { transferWords, words } from './dictionary.ts'

interface Props {
  readonly picked: Picked
  readonly picking: Picking
  readonly isOpen: boolean
  readonly onSend: () => void
  readonly onCancel: () => void
  /** It has gone, sent or not. */
  readonly onClosed: () => void
}

function Thumbnail({ pick }: { readonly pick: Pick }) {
  if (pick.as === 'picture')
    return (
      <img className="thumbnail" src={pick.url} alt={transferWords.preview.alt} draggable={false} />
    )
  const Icon = pick.as === 'refused' ? ImageOff : FileText
  return (
    <span className="thumbnail icon">
      <Icon size={24} aria-hidden="true" />
    </span>
  )
}

function refusalText(why: Refusal): string {
  const { refused } = transferWords.preview
  if (why !== 'tooLarge') return refused[why]
  return refused.tooLarge(countText(SIZE_MAX / 2 ** 30))
}

function PickRow({ pick, picking }: { readonly pick: Pick; readonly picking: Picking }) {
  const { preview } = transferWords
  const isPicture = pick.as === 'picture'
  const name = isPicture ? preview.picture : cleanName(pick.file.name)
  const mayBeFile = (isPicture && pick.isAnimated) || (pick.as === 'refused' && canBeFile(pick.why))
  return (
    <li className="pick">
      <Thumbnail pick={pick} />
      <div className="pick-words">
        <bdi>{name}</bdi>
        <span className="hint figures">
          {pick.as === 'waiting'
            ? preview.preparing
            : sizeText(isPicture ? pick.picture.size : pick.file.size)}
        </span>
        {isPicture && pick.isAnimated && <p className="hint">{preview.still}</p>}
        {pick.as === 'refused' && <p className="problem">{refusalText(pick.why)}</p>}
        {mayBeFile && (
          <button type="button" className="link" onClick={() => picking.sendAsFile(pick.id)}>
            {preview.asFile}
          </button>
        )}
      </div>
      <button
        type="button"
        className="round"
        aria-label={preview.remove(name)}
        title={preview.remove(name)}
        onClick={() => picking.remove(pick.id)}
      >
        <X size={20} aria-hidden="true" />
      </button>
    </li>
  )
}

export function Preview({ picked, picking, isOpen, onSend, onCancel, onClosed }: Props) {
  const { preview } = transferWords
  const place = useRef<HTMLElement>(null)
  const { picks } = picked
  const isReady =
    picks.every(({ as }) => as !== 'waiting') && picks.some(({ as }) => as !== 'refused')

  const close = useEffectEvent(onClosed)
  useEffect(() => {
    place.current?.focus()
    return () => close()
  }, [])

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isForBox(event.key)) return
    // It means this, and not the call.
    event.stopPropagation()
    onCancel()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener, true)
    return () => document.removeEventListener('keydown', listener, true)
  }, [])

  return (
    <section ref={place} className="to-send" aria-label={preview.label} tabIndex={-1}>
      <ul className={picks.length === 1 ? 'picks single' : 'picks'}>
        {picks.map((pick) => (
          <PickRow key={pick.id} pick={pick} picking={picking} />
        ))}
      </ul>
      <div role="status">
        {picks.some(({ as }) => as === 'picture') && <p className="hint">{preview.clean}</p>}
        {picks.some(({ as }) => as === 'file') && <p className="hint">{preview.asIs}</p>}
        {/* Seen beside each, and said here: a row says nothing to who is elsewhere. */}
        {picks.map(
          (pick) =>
            pick.as === 'refused' && (
              <p key={pick.id} className="spoken">
                {words.together(cleanName(pick.file.name), refusalText(pick.why))}
              </p>
            ),
        )}
        {picked.isTooMany && <p className="problem">{preview.tooMany}</p>}
        {picked.isFull && <p className="problem">{preview.full}</p>}
      </div>
      <div className="to-send-actions">
        <button type="button" className="button" onClick={onCancel}>
          {preview.cancel}
        </button>
        <button
          type="button"
          className="button strong"
          disabled={!isOpen || !isReady}
          onClick={onSend}
        >
          {preview.send}
        </button>
      </div>
    </section>
  )
}
