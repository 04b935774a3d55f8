/** Looks at what has come before anything of the page sees it. */
import type { Offered, VoiceType } from './transferProtocol.ts'

/** How a file of each type begins (Matroska, ISO base media, Ogg), and where. */
const BEGINNINGS: Readonly<Record<VoiceType, { readonly at: number; readonly bytes: string }>> = {
  'audio/webm': { at: 0, bytes: '\x1a\x45\xdf\xa3' },
  'audio/mp4': { at: 4, bytes: 'ftyp' },
  'audio/ogg': { at: 0, bytes: 'OggS' },
}

async function checkVoice(file: Blob, mime: VoiceType): Promise<Blob> {
  const { at, bytes } = BEGINNINGS[mime]
  const begin = new Uint8Array(await file.slice(at, at + bytes.length).arrayBuffer())
  if (String.fromCharCode(...begin) !== bytes) throw new TypeError('not a voice note')
  return new Blob([file], { type: mime })
}

/** What may be shown, played or saved of it; rejects when it is not what it was offered as. */
export type Inspect = (what: Offered, file: Blob) => Promise<Blob>
type PictureType = Extract<Offered, { kind: 'picture' }>['mime']

export function createInspect(
  openPicture: (file: Blob, mime: PictureType) => Promise<Blob>,
): Inspect {
  return (what, file) => {
    if (what.kind === 'picture') return openPicture(file, what.mime)
    if (what.kind === 'voice') return checkVoice(file, what.mime)
    return Promise.resolve(file)
  }
}
