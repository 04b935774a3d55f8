/** Before a search: what the stranger will see and hear, tried out while nobody is looked for. */
import { useEffect, useEffectEvent } from 'react'
import { SettingsDialog } from './SettingsDialog.tsx'
import type { Chat, View, Wish } from './visit.ts'

interface Props {
  readonly chat: Chat
  readonly view: View
  /** As it is chosen now: it says whether the picture is blurred. */
  readonly wish: Wish
  readonly onClose: () => void
}

export function TryOutDialog({ chat, view, wish, onClose }: Props) {
  const begin = useEffectEvent(() => chat.tryOut(wish))
  useEffect(() => begin(), [])
  return <SettingsDialog chat={chat} view={{ ...view, wish }} isTryingOut onClose={onClose} />
}
