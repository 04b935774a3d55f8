import type { View } from '../chat/visit.ts'
import type { Paintings } from './paintings.ts'

/** What is shown, and what is done there before it is looked at. */
export interface Screen {
  readonly view: (paintings: Paintings) => View
  /** What is done first that presses no button. */
  readonly act?: () => void
  /** What is pressed then, each by its name in the language that is spoken. */
  readonly press?: () => readonly string[]
  /** Chooses something to send, as if from the device. */
  readonly choose?: readonly string[]
  /** The browser would ask which speaker, and finds none. */
  readonly hasNoSpeaker?: boolean
  /** The browser plays no sound before a press. */
  readonly isSoundBlocked?: boolean
  /** What the dialog is scrolled to in the end. */
  readonly see?: string
}
