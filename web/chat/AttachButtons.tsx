/** The ways to choose what else to send: from the device, or with one's own camera. */
import { Camera, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { isCovered } from './reveal.ts'
import { takePicture } from './snapshot.ts'
import { transferWords } from './dictionary.ts'
import type { View } from './visit.ts'

interface AttachProps {
  readonly isOpen: boolean
  readonly onAttach: () => void
}

export function AttachButton({ isOpen, onAttach }: AttachProps) {
  const { attach } = transferWords
  return (
    <button
      type="button"
      aria-label={attach.label}
      title={attach.label}
      disabled={!isOpen}
      onClick={onAttach}
    >
      <Paperclip size={20} aria-hidden="true" />
    </button>
  )
}

interface TakeProps {
  readonly camera: MediaStreamTrack
  readonly isOpen: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** The camera a picture can be taken with just now. */
export function cameraOf(view: View): MediaStreamTrack | null {
  const camera = view.localStream?.getVideoTracks()[0]
  // Who is blurred or drawn shows no clear picture of himself by this way either.
  const isSeen = view.isCameraOn && view.media.settings.picture === 'camera' && !isCovered(view)
  return isSeen && camera?.readyState === 'live' ? camera : null
}

export function TakeButton({ camera, isOpen, onFiles }: TakeProps) {
  const [isTaking, setIsTaking] = useState(false)
  const { attach } = transferWords

  async function take(): Promise<void> {
    setIsTaking(true)
    try {
      onFiles([await takePicture(camera)])
    } catch {
      // The camera has just gone; the button goes with it.
    } finally {
      setIsTaking(false)
    }
  }

  return (
    <button
      type="button"
      className="take"
      aria-label={attach.take}
      title={attach.take}
      disabled={!isOpen || isTaking}
      onClick={() => void take()}
    >
      <Camera size={20} aria-hidden="true" />
    </button>
  )
}
