/** Makes of a camera's picture what is sent in its place; never gives the camera's own instead. */
import { sizesOf, type Look } from './look.ts'
import { orClose } from './orClose.ts'
import { openOutlet, watchPictures, type Outlet } from './outlet.ts'
import { openShape, rollSeed } from './shape.ts'
import { openSoundMeter } from './soundMeter.ts'

type Outfit = Pick<Outlet, 'track' | 'close'>

export interface Dressed {
  readonly source: MediaStreamTrack | null
  readonly look: Look
  /** The voice that moves a shape, and whether it is to be heard. */
  readonly voice: MediaStreamTrack | null
}

export interface Dresser {
  /** The same track for the same question; `null` where there is no picture, or none can be made. */
  dress(what: Dressed): MediaStreamTrack | null
  /** The next shape is another one. */
  renew(): void
  close(): void
}

function openBlur(source: MediaStreamTrack, look: 'blurred' | 'soft'): Outfit {
  const [small, large] = [document.createElement('canvas'), document.createElement('canvas')]
  const [few, many] = [small.getContext('2d'), large.getContext('2d')]
  if (few === null || many === null) throw new TypeError('there is no canvas')
  const outlet = openOutlet(large)
  const paint: Parameters<typeof watchPictures>[1] = (picture, width, height) => {
    const [left, sent] = sizesOf(look, { width, height })
    if (small.width !== left.width || small.height !== left.height) {
      Object.assign(small, left)
      Object.assign(large, sent)
      few.imageSmoothingQuality = 'medium'
      many.imageSmoothingQuality = 'high'
    }
    few.drawImage(picture, 0, 0, left.width, left.height)
    many.drawImage(small, 0, 0, sent.width, sent.height)
    outlet.show()
  }
  const stop = orClose(
    () => watchPictures(source, paint),
    () => outlet.close(),
  )
  return {
    track: outlet.track,
    close() {
      stop()
      outlet.close()
    },
  }
}

function openMovedShape(seed: readonly number[], voice: MediaStreamTrack | null): Outfit {
  const meter = voice === null ? null : openSoundMeter(voice)
  // The meter hears also who is muted; nobody else is to see that.
  const loudness = () => (voice?.enabled === true ? (meter?.loudness() ?? 0) : 0)
  const shape = orClose(
    () => openShape(seed, loudness),
    () => meter?.close(),
  )
  return {
    track: shape.track,
    close() {
      meter?.close()
      shape.close()
    },
  }
}

export function createDresser(): Dresser {
  let worn: (Dressed & { readonly outfit: Outfit }) | null = null
  let seed = rollSeed()

  function undress(): void {
    worn?.outfit.close()
    worn = null
  }

  function open({ source, look, voice }: Dressed): Outfit | null {
    if (look === 'shape') return openMovedShape(seed, voice)
    return source === null || look === 'clear' ? null : openBlur(source, look)
  }

  return {
    dress(what) {
      const { look } = what
      // A shape is made of the voice alone, and everything else of the picture.
      const [source, voice] = look === 'shape' ? [null, what.voice] : [what.source, null]
      if (worn?.source === source && worn.look === look && worn.voice === voice)
        return worn.outfit.track
      undress()
      if (look === 'clear') return source
      try {
        const outfit = open({ source, look, voice })
        if (outfit !== null) worn = { source, look, voice, outfit }
        return outfit?.track ?? null
      } catch {
        return null
      }
    },
    renew() {
      seed = rollSeed()
      if (worn?.look === 'shape') undress()
    },
    close: undress,
  }
}
