/** A voice note in the chat. It never plays by itself. */
import { useRef } from 'react'
import { ofMine, ofStranger } from './hearing.ts'
import type { Transfer } from './transferList.ts'
import type { TransferProps } from './TransferItem.tsx'
import { clockTime } from './amounts.ts'
import { VoicePlayer } from './VoicePlayer.tsx'
import { voiceWords } from './dictionary.ts'

/** What there is to say of it besides what it sounds like. */
function noteOf({ mine, phase, why, url }: Transfer, isWaiting: boolean): string | null {
  const { voice } = voiceWords
  if (phase === 'ended') {
    const endings = mine ? voice.endsMine : voice.endsTheirs
    return endings[why ?? 'cancelled']
  }
  if (phase !== 'done') {
    if (isWaiting) return voice.waiting
    return mine ? voice.sending : voice.arriving
  }
  if (mine) return voice.delivered
  return url === null ? voice.dropped : null
}

export function VoiceItem({ chat, transfer, settings, isWaiting }: TransferProps) {
  const { voice } = voiceWords
  const item = useRef<HTMLDivElement>(null)
  const { mine, id, phase, what, url } = transfer
  if (what.kind !== 'voice') return null
  const label = mine ? voice.mine : voice.theirs
  const note = noteOf(transfer, isWaiting)
  const isOver = phase === 'done' || phase === 'ended'
  return (
    <div
      ref={item}
      tabIndex={-1}
      className={`voice-item ${mine ? 'line-mine' : 'line-theirs'}`}
      role="group"
      aria-label={label}
    >
      <span className="spoken">{voice.timed(label, clockTime(Math.round(what.seconds)))}</span>
      <VoicePlayer
        url={url}
        seconds={what.seconds}
        levels={what.levels}
        hearing={mine ? ofMine(settings) : ofStranger(settings)}
      />
      {note !== null && <small aria-live="off">{note}</small>}
      {/* Who listens is told what became of it. It stands before there is anything to say. */}
      <span className="spoken" role="status">
        {isOver && note}
      </span>
      {!isOver && (
        <button
          type="button"
          className="button voice-item-cancel"
          onClick={() => {
            // The button goes: the keyboard goes on from here.
            item.current?.focus()
            chat.extras()?.transfers.cancel(mine, id)
          }}
        >
          {voice.cancel}
        </button>
      )}
    </div>
  )
}
