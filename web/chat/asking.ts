/** What the server is asked for: anybody who fits, or one met before. Pure. */
import type { ClientMessage } from '../../signaling/protocol.ts'
import type { Meeting } from './meeting.ts'
import type { Wish } from './visit.ts'

export type Request = Extract<ClientMessage, { type: 'find' | 'meet' }>

/** @param hasCamera whether there is a picture that the stranger may expect */
export function requestOf(
  { mode, interests, languages, calm }: Wish,
  hasCamera: boolean,
  whom: Meeting | null,
  key: string,
): Request {
  if (whom !== null) return { type: 'meet', token: whom.token, key }
  return {
    type: 'find',
    mode,
    camera: mode === 'video' && hasCamera,
    interests: [...interests],
    languages: [...languages],
    calm,
    key,
  }
}
