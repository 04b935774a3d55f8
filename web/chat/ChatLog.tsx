/** What was said and sent, in its order. Text from the stranger is shown as text and nothing else. */
import { memo, useCallback, useRef, useState } from 'react'
import { commonSentence } from './commonSentence.ts'
import type { Line } from './conversation.ts'
import { lazily } from './lazily.tsx'
import { TransferItem } from './TransferItem.tsx'
import { useEndInSight } from './useEndInSight.ts'
import type { Chat, View } from './visit.ts'
import { visitWords, words } from './dictionary.ts'

const QuestionLine = lazily(async () => (await import('./QuestionLine.tsx')).QuestionLine)

interface Props {
  readonly id: string
  readonly chat: Chat
  readonly view: View
  /** Out of sight, and read aloud all the same. */
  readonly isFolded: boolean
  readonly onUnfold: () => void
}

interface TextLineProps {
  readonly line: Line
  readonly speaker: string
  readonly isLast: boolean
}

const TextLine = memo(function TextLine({ line, speaker, isLast }: TextLineProps) {
  const text = visitWords.chat
  return (
    <p className={line.mine ? 'line-mine' : 'line-theirs'}>
      <span className="spoken">{speaker}</span>
      <span dir="auto">{line.text}</span>
      {isLast && <small>{line.delivery === 'sending' ? text.sending : text.delivered}</small>}
    </p>
  )
})

export function ChatLog({ id, chat, view, isFolded, onUnfold }: Props) {
  const { conversation, transfers, questions, state, media } = view
  const log = useRef<HTMLDivElement>(null)
  const [areClear, setAreClear] = useState(false)
  const reveal = useCallback(() => setAreClear(true), [])
  const text = visitWords.chat
  const stranger = conversation.partnerNickname || words.call.stranger
  const speakerOf = ({ mine }: { readonly mine: boolean }) => (mine ? words.call.you : stranger)
  const lastMine = conversation.lines.findLast(({ mine }) => mine)
  const isWaiting = state.phase !== 'talking' || state.link !== 'live'
  const items = [...conversation.lines, ...transfers, ...questions].toSorted(
    (a, b) => a.order - b.order,
  )

  const { hasNew, goToEnd } = useEndInSight(log, {
    // Everything has a place there, and what falls off makes no room for a new one.
    count: conversation.count,
    own: `${items.findLast(({ mine }) => mine)?.order}`,
    isFolded,
    unseenSince(count) {
      const at = items.findIndex(({ mine, order }) => !mine && order >= count)
      return at < 0 ? 0 : items.length - at
    },
  })

  return (
    <>
      <div
        ref={log}
        id={id}
        className="log"
        role="log"
        aria-label={text.label}
        aria-relevant="additions"
        tabIndex={isFolded ? -1 : 0}
        // Who comes to it all the same, as readers can, sees where he is.
        onFocus={isFolded ? onUnfold : undefined}
      >
        <div className="log-entries">
          {items.length === 0 && <p className="hint">{text.empty}</p>}
          {/* The page's own region says it (Status.tsx). On a phone it stands nowhere else unasked. */}
          {items.length === 0 && state.phase === 'talking' && (
            <p className="hint" aria-live="off">
              {commonSentence(state.common)}
            </p>
          )}
          {items.map((item) =>
            'question' in item ? (
              <QuestionLine key={`question ${item.order}`} question={item.question} />
            ) : 'what' in item ? (
              <TransferItem
                key={`transfer ${item.mine}${item.id}`}
                chat={chat}
                transfer={item}
                settings={media.settings}
                speaker={speakerOf(item)}
                isWaiting={isWaiting}
                areClear={areClear}
                onReveal={reveal}
              />
            ) : (
              <TextLine
                key={`${item.mine}${item.id}`}
                line={item}
                speaker={speakerOf(item)}
                isLast={item === lastMine}
              />
            ),
          )}
          {/* For the eye: read out with every burst of keys, it would talk over what is heard. */}
          {conversation.partnerTyping && (
            <p className="hint typing" aria-live="off">
              {text.typing(stranger)}
            </p>
          )}
        </div>
      </div>
      {hasNew && !isFolded && (
        <button type="button" className="button" onClick={goToEnd}>
          {text.newer}
        </button>
      )}
    </>
  )
}
