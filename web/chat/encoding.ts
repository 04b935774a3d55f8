/** How a track is encoded: the only file that sets the parameters of a sender. */
import type { Rung } from './bandwidth.ts'

/** Which parts there are depends on the browser; what one does not know it leaves out. */
type Parameters = RTCRtpSendParameters & {
  degradationPreference?: 'maintain-framerate' | 'maintain-resolution' | 'balanced'
}

/** Sets are made one after the other: a browser refuses parameters that are out of date. */
const queues = new WeakMap<RTCRtpSender, Promise<void>>()

function change(sender: RTCRtpSender, edit: (parameters: Parameters) => boolean): void {
  const run = async () => {
    const parameters: Parameters = sender.getParameters()
    // Before it is negotiated a sender has no encodings.
    if (parameters.encodings.length > 0 && edit(parameters)) await sender.setParameters(parameters)
  }
  // A connection that is closing takes none, and needs none.
  queues.set(
    sender,
    (queues.get(sender) ?? Promise.resolve()).then(run).catch(() => undefined),
  )
}

/** What the voice needs is sent before any picture. */
export function preferVoice(sender: RTCRtpSender): void {
  change(sender, ({ encodings }) => {
    for (const encoding of encodings) {
      encoding.priority = 'high'
      encoding.networkPriority = 'high'
    }
    return true
  })
}

/**
 * Limits the picture; says nothing to the browser when that is in force already.
 *
 * @param plan `null` for no picture at all
 * @param isScreen whether it is to be read: then its lines are kept, and else its movement
 */
export function limitPicture(sender: RTCRtpSender, plan: Rung | null, isScreen: boolean): void {
  change(sender, (parameters) => {
    const [encoding] = parameters.encodings
    if (encoding === undefined) return false
    const preference = isScreen ? 'maintain-resolution' : 'balanced'
    if (plan === null) {
      if (encoding.active === false) return false
      encoding.active = false
      return true
    }
    const { width = 0, height = 0 } = sender.track?.getSettings() ?? {}
    // A phone held upright has its lines on the short side.
    const lines = Math.min(width, height)
    const scale = Math.max(1, lines / plan.height)
    const { degradationPreference: kept = preference } = parameters
    const isSame =
      kept === preference &&
      encoding.active !== false &&
      encoding.maxBitrate === plan.bitrate &&
      encoding.maxFramerate === plan.frameRate &&
      Math.abs((encoding.scaleResolutionDownBy ?? 1) - scale) < 0.01
    if (isSame) return false
    encoding.active = true
    encoding.maxBitrate = plan.bitrate
    encoding.maxFramerate = plan.frameRate
    encoding.scaleResolutionDownBy = scale
    parameters.degradationPreference = preference
    return true
  })
}
