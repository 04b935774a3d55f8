/** The chat is put away, so that the picture is whole: until it is asked for, or the start is shown. */
import { useState } from 'react'
import type { View } from './visit.ts'

type Said = Pick<View, 'conversation' | 'transfers' | 'questions'>

/** How much has come from `count` on that is not the visitor's own. */
export const comeSince = ({ conversation, transfers, questions }: Said, count: number): number =>
  [...conversation.lines, ...transfers, ...questions].filter(
    ({ mine, order }) => order >= count && !mine,
  ).length

export interface Folding {
  /** Where there is no picture nothing is covered. */
  readonly canFold: boolean
  readonly isFolded: boolean
  /** How much has come since it was put away. */
  readonly unread: number
  readonly fold: () => void
  readonly unfold: () => void
}

/**
 * @param isWanted what the visitor chose last
 * @param onChoose is told what he chooses
 */
export function useFolding(
  view: View,
  isWanted: boolean,
  onChoose: (isFolded: boolean) => void,
): Folding {
  const { count } = view.conversation
  const [from, setFrom] = useState(count)
  const canFold = view.wish.mode === 'video'
  const isFolded = isWanted && canFold
  return {
    canFold,
    isFolded,
    unread: isFolded ? comeSince(view, from) : 0,
    fold() {
      setFrom(count)
      onChoose(true)
    },
    unfold: () => onChoose(false),
  }
}
