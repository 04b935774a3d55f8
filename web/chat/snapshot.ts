/** Takes one picture from a camera that is on. */

const QUALITY = 0.95

/** @throws when the camera gives no picture */
export async function takePicture(track: MediaStreamTrack): Promise<File> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  try {
    await video.play()
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', QUALITY)
    })
    if (blob === null) throw new TypeError('the camera gave no picture')
    return new File([blob], 'picture.jpg', { type: blob.type })
  } finally {
    video.srcObject = null
  }
}
