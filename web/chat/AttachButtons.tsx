/** The ways to choose what else to send: from the device, or with one's own camera. */
import { Camera, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { takePicture } from './snapshot.ts'
import { transferWords } from './dictionary.ts'
import type { View } from './visit.ts'

interface Props {
  readonly view: View
  readonly isOpen: boolean
  readonly onAttach: () => void
  readonly onFiles: (files: readonly File[]) => void
}

export function AttachButtons({ view, isOpen, onAttach, onFiles }: Props) {
  const [isTaking, setIsTaking] = useState(false)
  const { attach } = transferWords
  const camera = view.localStream?.getVideoTracks()[0]
  // Who is blurred or drawn shows no clear picture of himself by this way either.
  const isSeen = view.isCameraOn && view.media.dressed === null
  const isCameraOn = isSeen && camera?.readyState === 'live'

  async function take(track: MediaStreamTrack): Promise<void> {
    setIsTaking(true)
    try {
      onFiles([await takePicture(track)])
    } catch {
      // The camera has just gone; the button goes with it.
    } finally {
      setIsTaking(false)
    }
  }

  return (
    <>
      <button
        type="button"
        aria-label={attach.label}
        title={attach.label}
        disabled={!isOpen}
        onClick={onAttach}
      >
        <Paperclip size={20} aria-hidden="true" />
      </button>
      {isCameraOn && (
        <button
          type="button"
          aria-label={attach.take}
          title={attach.take}
          disabled={!isOpen || isTaking}
          onClick={() => void take(camera)}
        >
          <Camera size={20} aria-hidden="true" />
        </button>
      )}
    </>
  )
}
