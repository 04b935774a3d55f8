/** What a visitor has chosen for his devices: kept in memory for one visit, and nowhere else. */

/** Which way a camera looks. */
export type Facing = 'user' | 'environment'
export type DeviceKind = 'audio' | 'video'
/** What is sent: the camera as it is, softened, or a drawn shape in its place. */
export const PICTURE_CHOICES = ['camera', 'soft', 'shape'] as const
export type PictureChoice = (typeof PICTURE_CHOICES)[number]

export interface Settings {
  /** Ids of the browser for this page; `null` is what the browser takes by itself. */
  readonly camera: string | null
  readonly microphone: string | null
  readonly speaker: string | null
  readonly facing: Facing
  readonly picture: PictureChoice
  /** One's own picture is shown as in a mirror, to oneself; to nobody else. */
  readonly isMirrored: boolean
  readonly noiseSuppression: boolean
  readonly echoCancellation: boolean
  readonly autoGainControl: boolean
  /** Data saver: a small picture, in both directions. */
  readonly isSaving: boolean
  /** How loud the stranger is, from 0 to 1. */
  readonly volume: number
  readonly isStrangerMuted: boolean
  /** What the stranger says is written down, on this device. */
  readonly hasCaptions: boolean
  /** In which of the languages that both speak; `null` for the first of them. */
  readonly captionTag: string | null
}

export const FIRST_SETTINGS: Settings = {
  camera: null,
  microphone: null,
  speaker: null,
  facing: 'user',
  picture: 'camera',
  isMirrored: true,
  noiseSuppression: true,
  echoCancellation: true,
  autoGainControl: true,
  isSaving: false,
  volume: 1,
  isStrangerMuted: false,
  hasCaptions: false,
  captionTag: null,
}

/** One thing to choose; without permission browsers tell no name. */
export interface DeviceName {
  readonly id: string
  readonly label: string
}

export interface DeviceList {
  readonly cameras: readonly DeviceName[]
  readonly microphones: readonly DeviceName[]
  readonly speakers: readonly DeviceName[]
}

/** A device that went away, and what took its place. */
export type Replacement =
  | { readonly kind: DeviceKind; readonly label: string }
  /** What the browser plays sound on instead, it does not tell. */
  | { readonly kind: 'speaker' }

/** What there is to see and hear of the visitor's own devices. */
export interface MediaView {
  readonly settings: Settings
  readonly list: DeviceList
  /** One of a kind at most. */
  readonly replacements: readonly Replacement[]
  /** The picture of the visitor's screen, while the stranger sees it. */
  readonly screen: MediaStream | null
  /** The visitor chose a screen, and the system did not give it. */
  readonly isScreenRefused: boolean
  /** What the stranger sees in the place of our camera's picture, where that is something else. */
  readonly dressed: MediaStream | null
}

export const FIRST_MEDIA: MediaView = {
  settings: FIRST_SETTINGS,
  list: { cameras: [], microphones: [], speakers: [] },
  replacements: [],
  screen: null,
  isScreenRefused: false,
  dressed: null,
}
