/** What a stranger's browser is ever told: each description, candidate and statistic. */
import type { Visitor } from '../browser/visitor.ts'

/** Runs in the page before its own scripts. */
export function bearWitness(): void {
  const seen = new Set<string>()
  const note = (what: unknown) => void seen.add(JSON.stringify(what))
  const { setRemoteDescription, addIceCandidate } = RTCPeerConnection.prototype
  Object.assign(RTCPeerConnection.prototype, {
    setRemoteDescription(this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
      note(description)
      return Reflect.apply(setRemoteDescription, this, [description]) as Promise<void>
    },
    addIceCandidate(this: RTCPeerConnection, candidate: RTCIceCandidateInit) {
      note(candidate)
      return Reflect.apply(addIceCandidate, this, [candidate]) as Promise<void>
    },
  })
  setInterval(() => {
    const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
    for (const connection of keptConnections) {
      if (connection.connectionState === 'closed') continue
      note(connection.remoteDescription)
      connection.getStats().then(
        (stats) => note([...stats.values()].filter(({ type }) => /candidate/.test(String(type)))),
        () => undefined,
      )
    }
  }, 100)
  Object.assign(globalThis, { witnessed: seen })
}

export const witnessedBy = ({ page }: Visitor): Promise<string> =>
  page.evaluate(() =>
    [...(globalThis as unknown as { witnessed: Set<string> }).witnessed].join('\n'),
  )
