/** The switches for sounds and notifications. */
import { useEffect, useSyncExternalStore } from 'react'
import { attentionOf, problemOf } from './attention.ts'
import { appWords } from './dictionary.ts'
import { Switch } from './Switch.tsx'
import type { Chat } from './visit.ts'

export function AttentionSettings({ chat }: { chat: Chat }) {
  const attention = attentionOf(chat)
  const { hasSounds, notifications } = useSyncExternalStore(
    attention.subscribe,
    attention.getWishes,
  )
  useEffect(() => void attention.lookAgain(), [attention])
  const text = appWords.attention
  const problem = problemOf(notifications)
  return (
    <fieldset className="group">
      <legend>{text.legend}</legend>
      <Switch
        label={text.sounds}
        hint={text.soundsHint}
        isOn={hasSounds}
        onSwitch={attention.setSounds}
      />
      <Switch
        label={text.notifications}
        hint={text.notificationsHint}
        isOn={notifications === 'on' || notifications === 'asking'}
        onSwitch={(on) => void attention.setNotifications(on)}
      />
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}
