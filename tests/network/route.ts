/** How a call really goes, as the browsers' statistics say. */
import type { Visitor } from '../browser/visitor.ts'

export interface End {
  readonly type: 'host' | 'srflx' | 'prflx' | 'relay'
  /** Between browser and relay. */
  readonly relayProtocol: string | null
}

/** One's own end and the stranger's of the pair in use; in the page. */
async function readRoute(): Promise<[End, End] | null> {
  const { keptConnections } = globalThis as unknown as { keptConnections: RTCPeerConnection[] }
  const connection = keptConnections.findLast(
    ({ connectionState }) => connectionState === 'connected',
  )
  if (connection === undefined) return null
  const reports = [...(await connection.getStats()).values()] as Record<string, unknown>[]
  const byId = (id: unknown) => reports.find((report) => report['id'] === id)
  const chosen = reports.find(({ type }) => type === 'transport')?.['selectedCandidatePairId']
  // Firefox has no statistics of transports.
  const pair = byId(chosen) ?? reports.find((report) => report['selected'] === true)
  const ends = [byId(pair?.['localCandidateId']), byId(pair?.['remoteCandidateId'])]
  return ends.map((end) => ({
    type: end?.['candidateType'] as End['type'],
    relayProtocol: (end?.['relayProtocol'] ?? null) as string | null,
  })) as [End, End]
}

/** @throws when the page is in no call */
export async function routeOf({ page }: Visitor): Promise<[End, End]> {
  const route = await page.evaluate(readRoute)
  if (route === null) throw new Error('there is no connection')
  return route
}
