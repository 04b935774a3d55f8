/** A file in the chat. */
import type { TransferProps } from './TransferItem.tsx'

export function FileItem({ transfer, speaker }: TransferProps) {
  return (
    <div className={transfer.mine ? 'line-mine' : 'line-theirs'}>
      <span className="spoken">{speaker}</span>
      <bdi>{transfer.what.name}</bdi>
    </div>
  )
}
