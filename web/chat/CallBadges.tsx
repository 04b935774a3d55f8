/** What is known of a call, over its picture: on a phone two lines of it, and the rest on a press. */
import { Info, MicOff } from 'lucide-react'
import { useState } from 'react'
import { commonSentence } from './commonSentence.ts'
import { countText } from './counts.ts'
import { appWords, kindWords, mediaWords, visitWords, words } from './dictionary.ts'
import { QualityBadge } from './QualityBadge.tsx'
import type { State } from './session.ts'
import { awayOf } from './Status.tsx'
import { VerifyBadge } from './VerifyBadge.tsx'
import type { View } from './visit.ts'

interface Props {
  readonly view: View
  readonly state: Extract<State, { phase: 'pairing' | 'talking' }>
  readonly onCompare: () => void
}

export function CallBadges({ view, state, onCompare }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const { conversation, exposure, quality, verification, socket } = view
  const { partnerMedia, partnerNickname } = conversation
  const { look } = partnerMedia
  const hasPicture = view.wish.mode === 'video'
  const isLive = state.phase === 'talking' && state.link === 'live'
  const asides = [
    commonSentence(state.common),
    isLive && hasPicture && partnerMedia.screen ? mediaWords.notices.strangerShares : null,
    isLive && hasPicture && (look === 'soft' || look === 'shape') ? kindWords.stranger[look] : null,
    exposure === null ? null : visitWords.exposure[exposure],
    isLive && socket.status !== 'open' ? awayOf(socket) : null,
  ].filter((text) => text !== null)
  const text = appWords.badges
  const more = text.more(countText(asides.length))

  return (
    <div className={isOpen ? 'badges open' : 'badges'}>
      {hasPicture && quality !== null && <QualityBadge quality={quality} />}
      {asides.length > 0 && (
        <button
          type="button"
          className="badge opener"
          aria-expanded={isOpen}
          aria-label={isOpen ? text.less : more}
          title={isOpen ? text.less : more}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Info size={16} aria-hidden="true" />
        </button>
      )}
      {isLive && hasPicture && !partnerMedia.microphone && (
        <span className="badge silent">
          <MicOff size={16} aria-hidden="true" />
          <span>{words.call.microphoneOff}</span>
        </span>
      )}
      {partnerNickname !== '' && <bdi className="badge name">{partnerNickname}</bdi>}
      {isLive && verification !== null && (
        <VerifyBadge verification={verification} onOpen={onCompare} />
      )}
      {asides.map((aside) => (
        <span key={aside} className="badge aside">
          {aside}
        </span>
      ))}
    </div>
  )
}
