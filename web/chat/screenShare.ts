/** The visitor's screen, while the stranger is to see it in the camera's place. */
import { joinTracks, openScreen } from './camera.ts'
import { isCovered } from './reveal.ts'
import type { MediaView } from './settings.ts'
import type { View } from './visit.ts'

export interface ScreenShare {
  /** What is sent of it; `null` while it is not shown. */
  track(): MediaStreamTrack | null
  /** Not while blurred; call it while the visitor presses. */
  start(): Promise<void>
  stop(): void
}

/** @param onChange it is shown now, or no longer */
export function createScreenShare(
  getView: () => View,
  showMedia: (change: Partial<MediaView>) => void,
  onChange: () => void,
): ScreenShare {
  let screen: MediaStreamTrack | null = null
  /** Counts conversations: a screen that is chosen after the end of one is not shown. */
  let turn = 0

  function stop(): void {
    turn += 1
    if (screen === null) return
    screen.stop()
    screen = null
    showMedia({ screen: null })
    onChange()
  }

  return {
    track: () => screen,
    async start() {
      const mine = turn
      if (isCovered(getView())) return
      showMedia({ isScreenRefused: false })
      const track = await openScreen().catch(() => {
        showMedia({ isScreenRefused: mine === turn })
        return null
      })
      if (track === null) return
      if (mine !== turn || getView().state.phase !== 'talking' || isCovered(getView())) {
        track.stop()
        return
      }
      screen?.stop()
      screen = track
      track.contentHint = 'detail'
      // The browser has a button of its own to end it.
      track.addEventListener('ended', () => {
        if (screen === track) stop()
      })
      showMedia({ screen: joinTracks([track]) })
      onChange()
    },
    stop,
  }
}
