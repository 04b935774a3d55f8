/** Takes one picture from a camera that is on. */

const QUALITY = 0.95
/** A camera that has just gone may give nothing, and not say so. */
const WAIT_MS = 3_000

async function draw(video: HTMLVideoElement): Promise<File> {
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
}

/** @throws when the camera gives no picture within three seconds */
export async function takePicture(track: MediaStreamTrack): Promise<File> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TypeError('the camera gave no picture')), WAIT_MS)
  })
  try {
    return await Promise.race([draw(video), tooLate])
  } finally {
    clearTimeout(timer)
    video.srcObject = null
  }
}
