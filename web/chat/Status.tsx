/** Says changes of state to screen readers, politely, in one sentence each. */
import { useState } from 'react'
import type { Common } from '../../signaling/protocol.ts'
import { commonSentence } from './commonSentence.ts'
import type { View } from './visit.ts'
import type { DeviceProblem } from './camera.ts'
import { againWords, startWords, visitWords, words } from './dictionary.ts'
import { letterKeys } from './letterKeys.ts'
import type { EndReason } from './session.ts'

/** What is said of a server that is not there while the call goes on. */
export function awayOf(socket: View['socket']): string {
  const isUpdating = socket.status === 'lost' && socket.updating
  return isUpdating ? words.call.serverUpdating : words.call.serverLost
}

/** What is said of it while nobody can come without it. */
export const lostOf = ({ updating }: Extract<View['socket'], { status: 'lost' }>): string =>
  updating ? startWords.start.updating : startWords.start.offline

/** What is asked for, or went wrong; who is drawn is asked for his microphone alone. */
export function askingOf({ media }: View, problem: DeviceProblem | null) {
  const { camera } = words
  if (problem !== null) return words.deviceProblem[problem]
  if (media.settings.picture === 'shape')
    return { title: camera.voiceTitle, text: camera.voiceText }
  return { title: camera.title, text: camera.text }
}

/** A page that came without encryption makes no calls in any browser; old ones do not say how it came. */
export const isInsecure = (why: EndReason): boolean =>
  why === 'unsupported' && globalThis.isSecureContext === false

/** How a visit ended, in words. */
export function endOf(why: EndReason): { readonly title: string; readonly text: string } {
  const said = isInsecure(why) ? visitWords.insecure : words.ended[why]
  return { title: said.title, text: said.text }
}

function connectedBy(common: Common): string {
  const sentence = commonSentence(common)
  return sentence === null ? words.call.connected : words.call.connectedBy(sentence)
}

/** The sentence for the present state; also what tests wait for. */
export function statusOf(view: View): string {
  const { state, socket, reportResult, conversation, deviceProblem } = view
  /** What is wrong with a device, before what goes on all the same. */
  const besides = (said: string): string =>
    deviceProblem === null ? said : words.together(words.deviceProblem[deviceProblem].title, said)
  switch (state.phase) {
    case 'idle':
      if (reportResult !== null) return words.reportResult[reportResult]
      return socket.status === 'lost' ? lostOf(socket) : ''
    case 'askingCamera':
      return askingOf(view, state.problem).title
    case 'connecting':
      return besides(state.notice === null ? words.search.connecting : words.notice[state.notice])
    case 'waiting':
      return besides(state.notice === null ? words.search.title : words.notice[state.notice])
    case 'returning':
      return besides(socket.status === 'lost' ? lostOf(socket) : words.returning[state.way])
    case 'pairing':
      return state.attempt === 0 ? words.call.pairing : words.call.pairingAgain
    case 'talking':
      if (state.link !== 'live') return words.call.recovering
      if (socket.status !== 'open') return awayOf(socket)
      if (conversation.partnerPresence === 'here') return connectedBy(state.common)
      return words.call[conversation.partnerPresence]
    case 'ended': {
      const { title, text } = endOf(state.why)
      return words.together(title, reportResult === null ? text : words.reportResult[reportResult])
    }
    default:
      return state satisfies never
  }
}

/** In the region that App keeps for it, so that a reader hears every change, and an offer with it. */
export function Status({ view }: { readonly view: View }) {
  const { said, key } = againWords.offer
  /** At first nobody has to be told that he is at the start. */
  const [hasLeft, setHasLeft] = useState(false)
  const isAway = view.state.phase !== 'idle'
  if (isAway && !hasLeft) setHasLeft(true)
  const status = statusOf(view)
  return (
    <>
      {status === '' && hasLeft ? words.search.atStart : status}
      {view.again.offer !== null && (
        <>
          {' '}
          {said}
          {letterKeys.areOn() && <span className="by-keyboard"> {key}</span>}
        </>
      )}
    </>
  )
}
