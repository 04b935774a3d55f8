/** One thing in the chat that is no text: each kind has its own looks. */
import { memo } from 'react'
import { FileItem } from './FileItem.tsx'
import { PictureItem } from './PictureItem.tsx'
import type { Settings } from './settings.ts'
import type { Transfer } from './transferList.ts'
import type { Chat } from './visit.ts'
import { VoiceItem } from './VoiceItem.tsx'
import './styles/transfers.css'

export interface TransferProps {
  readonly chat: Chat
  readonly transfer: Transfer
  readonly settings: Settings
  /** Whose it is, in words. */
  readonly speaker: string
  /** There is no connection just now. */
  readonly isWaiting: boolean
  /** The visitor wants to see this stranger's pictures. */
  readonly areClear: boolean
  readonly onReveal: () => void
}

/** While one of them moves, the others stay as they are. */
export const TransferItem = memo(function TransferItem(props: TransferProps) {
  const { kind } = props.transfer.what
  switch (kind) {
    case 'file':
      return <FileItem {...props} />
    case 'picture':
      return <PictureItem {...props} />
    case 'voice':
      return <VoiceItem {...props} />
    default:
      return kind satisfies never
  }
})
