/** What a connection's statistics say of its way, its picture and its certificates. */
import type { Route } from '../../signaling/protocol.ts'

/** One entry of `RTCStatsReport`: which fields it has depends on its type and on the browser. */
export type StatsReport = Readonly<Record<string, unknown>>

/** How the packets go. */
export interface Reach {
  /** Bytes that have come so far. */
  readonly received: number
  readonly route: Exclude<Route, 'failed'>
  /** Whether this browser has found any way but the relay, which the stranger was then told. */
  readonly isTold: boolean
}

export interface Certificates {
  readonly own: Uint8Array
  readonly remote: Uint8Array
}

export const readStatsOf = async (connection: RTCPeerConnection): Promise<StatsReport[]> =>
  [...(await connection.getStats()).values()] as StatsReport[]

/** The pair of candidates in use; Firefox has no statistics of the transport. */
export function pairInUse(reports: readonly StatsReport[]): StatsReport | undefined {
  const pairs = reports.filter(({ type }) => type === 'candidate-pair')
  const selected = reports.find(({ type }) => type === 'transport')?.['selectedCandidatePairId']
  return (
    pairs.find(({ id }) => id === selected) ??
    pairs.find(({ state, nominated }) => state === 'succeeded' && nominated === true)
  )
}

export function reachOf(reports: readonly StatsReport[]): Reach {
  const pair = pairInUse(reports)
  const isRelay = (id: unknown) =>
    reports.some((report) => report['id'] === id && report['candidateType'] === 'relay')
  return {
    received: reports
      .filter(({ type }) => type === 'candidate-pair')
      .reduce((sum, { bytesReceived }) => sum + Number(bytesReceived ?? 0), 0),
    route:
      isRelay(pair?.['localCandidateId']) || isRelay(pair?.['remoteCandidateId'])
        ? 'relayed'
        : 'direct',
    isTold: reports.some(
      ({ type, candidateType }) => type === 'local-candidate' && candidateType !== 'relay',
    ),
  }
}

export const hasPictureIn = (reports: readonly StatsReport[]): boolean =>
  reports.some(
    (report) =>
      report['type'] === 'inbound-rtp' &&
      report['kind'] === 'video' &&
      Number(report['framesDecoded'] ?? 0) > 0,
  )

/** What the transport really uses; a description says what somebody wrote into it. */
export async function certificatesOf(
  connection: RTCPeerConnection,
  certificate: RTCCertificate,
): Promise<Certificates | null> {
  const remote = connection.sctp?.transport.getRemoteCertificates()[0]
  const own = certificate
    .getFingerprints()
    .find(({ algorithm }) => algorithm?.toLowerCase() === 'sha-256')?.value
  if (remote === undefined || own === undefined) return null
  return {
    own: Uint8Array.from(own.split(':'), (byte) => Number.parseInt(byte, 16)),
    remote: new Uint8Array(await crypto.subtle.digest('SHA-256', remote)),
  }
}
