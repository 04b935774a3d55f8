/** Watches one conversation's connection: its quality, and how large a picture it is given. */
import { FIRST_BANDWIDTH, overAnother, planOf, step, type Bandwidth } from './bandwidth.ts'
import { limitPicture, preferVoice } from './encoding.ts'
import type { Media } from './media.ts'
import type { Peer } from './peer.ts'
import type { StatsReport } from './peerStats.ts'
import {
  countersOf,
  FIRST_GAUGE,
  gauge,
  isVoice,
  measure,
  qualityOf,
  type Counters,
} from './quality.ts'
import type { View } from './visit.ts'

export interface QualityWatch {
  /** Watches this connection from now on. */
  connect(peer: Peer): void
  /** The connection has gone, and perhaps comes back. */
  interrupt(): void
  close(): void
}

/** @param onRead is called about every second, while there is a connection */
export function createQualityWatch(
  getView: () => View,
  show: (change: Partial<View>) => void,
  media: Pick<Media, 'setPaused'>,
  onRead: () => void,
): QualityWatch {
  let bandwidth: Bandwidth = FIRST_BANDWIDTH
  let state = FIRST_GAUGE
  let before: Counters | null = null
  let unwatch = () => {}

  function adapt(peer: Peer): void {
    const { settings, screen } = getView().media
    const isSaving = settings.isSaving || getView().conversation.partnerMedia.saving
    const sender = peer.sender('video')
    if (sender === null) return
    const plan = planOf(bandwidth, screen !== null, isSaving)
    limitPicture(sender, plan, screen !== null)
    // Who sends no picture has none that waits.
    media.setPaused(plan === null && sender.track?.enabled === true)
  }

  function read(peer: Peer, reports: readonly StatsReport[]): void {
    const after = countersOf(reports, performance.now())
    const measured = before === null ? null : measure(before, after)
    before = after
    if (measured === null) return
    state = gauge(state, measured)
    const { capacity, rateOut: sent, lossOut: loss, rtt } = measured
    bandwidth = step(bandwidth, { at: after.at, capacity, sent, loss, rtt })
    show({ quality: qualityOf(state, measured), isStrangerSpeaking: isVoice(measured) })
    adapt(peer)
    onRead()
  }

  return {
    connect(peer) {
      unwatch()
      before = null
      state = FIRST_GAUGE
      const { quality } = getView()
      // It is live again before anything of it was measured.
      if (quality?.level === 'lost')
        show({ quality: { ...quality, level: state.level, rtt: null, loss: null } })
      unwatch = peer.watchStats((reports) => read(peer, reports))
      const voice = peer.sender('audio')
      if (voice !== null) preferVoice(voice)
      adapt(peer)
    },
    interrupt() {
      unwatch()
      const { quality } = getView()
      if (quality !== null)
        show({ quality: { ...quality, level: 'lost' }, isStrangerSpeaking: false })
      bandwidth = overAnother(bandwidth)
    },
    close() {
      unwatch()
      media.setPaused(false)
      show({ quality: null, isStrangerSpeaking: false })
    },
  }
}
