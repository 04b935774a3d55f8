/** Finds out whether the relay would carry a call: two places there, and a word from one to the other. */
import type { IceServer } from '../../signaling/protocol.ts'
import { QUOTA_REACHED, rtcServers } from './iceServers.ts'

/** A relay that has not answered by then would not carry a call either. */
const DEADLINE_MS = 6_000

export type RelayCheck = 'works' | 'full' | 'away'

/** Both ends are ours, so this tells nobody anything but the relay. Never rejects. */
export async function checkRelay(iceServers: readonly IceServer[]): Promise<RelayCheck> {
  if (iceServers.length === 0) return 'full'
  const configuration = { iceServers: rtcServers(iceServers), iceTransportPolicy: 'relay' } as const
  const one = new RTCPeerConnection(configuration)
  const other = new RTCPeerConnection(configuration)
  let isFull = false
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    const channel = one.createDataChannel('check', { negotiated: true, id: 0 })
    const echo = other.createDataChannel('check', { negotiated: true, id: 0 })
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      from.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate !== null) to.addIceCandidate(candidate).catch(() => undefined)
      })
      from.addEventListener('icecandidateerror', ({ errorCode }) => {
        isFull ||= errorCode === QUOTA_REACHED
      })
    }
    const heard = new Promise<RelayCheck>((resolve) => {
      channel.addEventListener('open', () => channel.send('?'))
      echo.addEventListener('message', () => resolve('works'))
      timer = setTimeout(() => resolve(isFull ? 'full' : 'away'), DEADLINE_MS)
      // Candidates come only after both descriptions are set, so none is early.
      const over = () => {
        const isOver = [one, other].every(
          ({ iceGatheringState }) => iceGatheringState === 'complete',
        )
        const hasNone = [one, other].some(
          ({ localDescription }) => !localDescription?.sdp.includes('a=candidate:'),
        )
        if (isOver && hasNone) resolve(isFull ? 'full' : 'away')
      }
      one.addEventListener('icegatheringstatechange', over)
      other.addEventListener('icegatheringstatechange', over)
    })
    await one.setLocalDescription()
    if (one.localDescription === null) return 'away'
    await other.setRemoteDescription(one.localDescription)
    await other.setLocalDescription()
    if (other.localDescription === null) return 'away'
    await one.setRemoteDescription(other.localDescription)
    return await heard
  } catch {
    return 'away'
  } finally {
    clearTimeout(timer)
    one.close()
    other.close()
  }
}
