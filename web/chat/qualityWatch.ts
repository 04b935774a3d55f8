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
  type Quality,
} from './quality.ts'
import type { View } from './visit.ts'

/** So often the figures are shown: all of the call is drawn anew for them, and few look at them. */
const FIGURES_MS = 3_000
/** What is said of a connection that is not there, and of one that was not measured yet. */
const NOTHING_FLOWS = { rtt: null, loss: null, rateIn: 0, rateOut: 0 } as const

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
  let shownAt = -Infinity
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

  /** Says at once how the connection is, and whether somebody speaks, and the figures now and then. */
  function tell(at: number, quality: Quality, isStrangerSpeaking: boolean): void {
    const shown = getView()
    const isOther =
      quality.level !== shown.quality?.level || isStrangerSpeaking !== shown.isStrangerSpeaking
    if (!isOther && at - shownAt < FIGURES_MS) return
    shownAt = at
    show({ quality, isStrangerSpeaking })
  }

  function read(peer: Peer, reports: readonly StatsReport[]): void {
    const after = countersOf(reports, performance.now())
    const measured = before === null ? null : measure(before, after)
    before = after
    if (measured === null) return
    state = gauge(state, measured)
    const { capacity, rateOut: sent, lossOut: loss, rtt } = measured
    bandwidth = step(bandwidth, { at: after.at, capacity, sent, loss, rtt })
    tell(after.at, qualityOf(state, measured), isVoice(measured))
    adapt(peer)
    onRead()
  }

  return {
    connect(peer) {
      unwatch()
      before = null
      shownAt = -Infinity
      state = FIRST_GAUGE
      const { quality } = getView()
      // It is live again before anything of it was measured.
      if (quality?.level === 'lost') show({ quality: { ...NOTHING_FLOWS, level: state.level } })
      unwatch = peer.watchStats((reports) => read(peer, reports))
      const voice = peer.sender('audio')
      if (voice !== null) preferVoice(voice)
      adapt(peer)
    },
    interrupt() {
      unwatch()
      if (getView().quality !== null)
        show({ quality: { ...NOTHING_FLOWS, level: 'lost' }, isStrangerSpeaking: false })
      bandwidth = overAnother(bandwidth)
    },
    close() {
      unwatch()
      media.setPaused(false)
      show({ quality: null, isStrangerSpeaking: false })
    },
  }
}
