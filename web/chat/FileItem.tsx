/** A file in the chat, from the offer to the saving. It is never opened here. */
import { Download, FileText, TriangleAlert } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import { sizeText } from './amounts.ts'
import { isProgram } from './care.ts'
import { FileProgress } from './FileProgress.tsx'
import { saveAs } from './saving.ts'
import { ASK_FROM_BYTES, bytesMax } from './sinks.ts'
import type { TransferProps } from './TransferItem.tsx'
import type { Transfer } from './transferList.ts'
import { cleanName, SIZE_MAX } from './transferProtocol.ts'
import { transferWords } from './dictionary.ts'
import type { Chat } from './visit.ts'

interface PartProps {
  readonly chat: Chat
  readonly transfer: Transfer
}

/** The end of a name, which says what kind of file it is; not cut between a letter and its mark. */
const NAME_END = /\P{M}.{8,11}$/su

/** One line: what does not fit is left out of the middle, where the least is said. */
function FileName({ name }: { readonly name: string }) {
  const at = name.search(NAME_END)
  return (
    <bdi className="file-name" title={name}>
      <span>{at > 0 ? name.slice(0, at) : name}</span>
      {at > 0 && <span>{name.slice(at)}</span>}
    </bdi>
  )
}

/** What the visitor should know before he takes it, and the choice. */
function Offer({ chat, transfer: { id, what, isWithoutRoom, isRefused } }: PartProps) {
  const { file } = transferWords
  const [isAsking, setIsAsking] = useState(false)
  const isRisky = isProgram(cleanName(what.name))
  const canStream = bytesMax(SIZE_MAX) === SIZE_MAX

  async function accept(): Promise<void> {
    setIsAsking(true)
    await chat.extras()?.transfers.accept(id)
    setIsAsking(false)
  }

  return (
    <>
      <p className={isRisky ? 'problem care' : 'hint'}>
        {isRisky && <TriangleAlert size={20} aria-hidden="true" />}
        {isRisky ? file.program : file.care}
      </p>
      {isWithoutRoom && <p className="problem">{file.saveFirst}</p>}
      {isRefused && <p className="problem">{file.refused}</p>}
      {what.size >= ASK_FROM_BYTES && canStream && <p className="hint">{file.asksWhere}</p>}
      <div className="file-actions">
        <button
          type="button"
          className="button strong"
          disabled={isAsking}
          onClick={() => void accept()}
        >
          {file.accept}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => chat.extras()?.transfers.cancel(false, id)}
        >
          {file.decline}
        </button>
      </div>
    </>
  )
}

/** What is known of it: a browser that was given a file may still be told not to save it. */
function arrivalOf({ url, isSaved, isHanded }: Transfer): string {
  const { transfer: words, file } = transferWords
  if (isSaved) return words.saved
  if (!isHanded) return file.arrived
  return url === null ? file.dropped : file.handed
}

function Arrived({ chat, transfer }: PartProps) {
  const { transfer: words } = transferWords
  const { id, url, isHanded, mine, what } = transfer
  if (mine) return <p className="hint">{words.delivered}</p>
  return (
    <>
      <p className="hint">{arrivalOf(transfer)}</p>
      {url !== null && (
        <div className="file-actions">
          <button
            type="button"
            className={isHanded ? 'button' : 'button strong'}
            onClick={() => {
              saveAs(url, cleanName(what.name))
              chat.extras()?.transfers.saved(id)
            }}
          >
            <Download size={20} aria-hidden="true" />
            {words.save}
          </button>
        </div>
      )}
    </>
  )
}

function Part({ chat, transfer, isWaiting }: PartProps & { readonly isWaiting: boolean }) {
  const { file, transfer: words } = transferWords
  const { mine, id, phase, why, most } = transfer
  switch (phase) {
    case 'offered':
      if (!mine) return <Offer chat={chat} transfer={transfer} />
      return (
        <>
          <p className="hint">{isWaiting ? words.waiting : file.offered}</p>
          <div className="file-actions">
            <button
              type="button"
              className="button"
              onClick={() => chat.extras()?.transfers.cancel(true, id)}
            >
              {words.cancel}
            </button>
          </div>
        </>
      )
    case 'moving':
    case 'checking':
      return <FileProgress chat={chat} transfer={transfer} isWaiting={isWaiting} />
    case 'done':
      return <Arrived chat={chat} transfer={transfer} />
    case 'ended': {
      const ends = mine ? words.endedMine : words.endedTheirs
      return (
        <>
          <p className="hint">
            {most === null ? ends[why ?? 'cancelled'] : file.strangerMost(sizeText(most))}
          </p>
          {!mine && why === 'tooLarge' && (
            <p className="hint">{file.most(sizeText(bytesMax(SIZE_MAX)))}</p>
          )}
        </>
      )
    }
    default:
      return phase satisfies never
  }
}

export function FileItem({ chat, transfer, speaker, isWaiting }: TransferProps) {
  const item = useRef<HTMLDivElement>(null)
  const hadFocus = useRef(false)
  const { mine, what, phase } = transfer

  // The button that was pressed may be gone: the keyboard goes on from here, unless it is somewhere.
  useLayoutEffect(() => {
    const { activeElement } = document
    const isNowhere = activeElement === null || activeElement === document.body
    if (hadFocus.current && isNowhere) item.current?.focus()
  }, [phase])

  return (
    <div
      ref={item}
      tabIndex={-1}
      className={`file-item ${mine ? 'line-mine' : 'line-theirs'}`}
      // What the keyboard goes on from says what it is.
      role="group"
      aria-label={cleanName(what.name)}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget !== null) hadFocus.current = false
      }}
    >
      <span className="spoken">{speaker}</span>
      <div className="file-head">
        <FileText size={24} aria-hidden="true" />
        <FileName name={cleanName(what.name)} />
        <span className="hint figures">{sizeText(what.size)}</span>
      </div>
      <Part chat={chat} transfer={transfer} isWaiting={isWaiting} />
    </div>
  )
}
