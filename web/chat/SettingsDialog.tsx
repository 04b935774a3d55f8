/** The visitor's own devices, how loud the stranger is, and how much data a call may take. */
import { useEffect, useId } from 'react'
import { AttentionSettings } from './AttentionSettings.tsx'
import { canAskForSpeaker, canChooseSpeaker } from './camera.ts'
import { CaptionSwitch } from './CaptionSwitch.tsx'
import { RetryButton } from './DeviceNote.tsx'
import { DevicePicker } from './DevicePicker.tsx'
import { LetterKeysSwitch } from './LetterKeysSwitch.tsx'
import { LevelMeter } from './LevelMeter.tsx'
import { mediaWords, startWords, words } from './dictionary.ts'
import type { Settings } from './settings.ts'
import { canMirror } from './ownCamera.ts'
import { microphoneOf } from './ownMicrophone.ts'
import { OwnPreview } from './OwnPreview.tsx'
import { PictureField } from './PictureField.tsx'
import { SpeakerRequest } from './SpeakerRequest.tsx'
import { SpeakerTest } from './SpeakerTest.tsx'
import { Switch } from './Switch.tsx'
import { useDialog } from './useDialog.ts'
import type { Chat, View } from './visit.ts'
import { useCanSetVolume } from './volume.ts'
import './styles/settings.css'

interface Props {
  readonly chat: Chat
  readonly view: View
  /** Nobody is looked for: what the stranger will see and hear is tried out. */
  readonly isTryingOut?: boolean
  readonly onClose: () => void
}

const VOLUME_STEPS = 100

export function SettingsDialog({ chat, view, isTryingOut = false, onClose }: Props) {
  const dialog = useDialog(onClose)
  const titleId = useId()
  const volumeId = useId()
  const text = mediaWords.settings
  const { state, media, localStream, deviceProblem, wish } = view
  const { settings, list } = media
  const microphone = microphoneOf(localStream) ?? null
  const hasPicture = wish.mode === 'video'
  /** Before a text chat nothing of the devices is loaded yet. */
  const hasDevices = chat.media() !== null
  /** One that was unplugged can still be exchanged. Without pictures, for voice notes. */
  const usesMicrophone =
    (localStream?.getAudioTracks().length ?? 0) > 0 || (!hasPicture && hasDevices)
  const hasCamera = (localStream?.getVideoTracks().length ?? 0) > 0
  /** Who is drawn sees himself, too. */
  const isSeen = hasCamera || (hasPicture && hasDevices && settings.picture === 'shape')
  const canSetVolume = useCanSetVolume()
  const choose = (change: Partial<Settings>) => chat.media()?.choose(change)

  // A device that was plugged in before there was permission had no name then.
  useEffect(() => chat.media()?.refresh(), [chat, hasDevices])

  const hasNone = hasPicture && localStream === null
  const problem = deviceProblem !== null && (
    <p className="problem" role="alert">
      {words.deviceProblem[deviceProblem].text}
    </p>
  )

  return (
    <dialog ref={dialog} className="dialog settings" aria-labelledby={titleId}>
      <h2 id={titleId} tabIndex={-1}>
        {isTryingOut ? startWords.start.devices : text.title}
      </h2>
      {isTryingOut && <p className="hint">{text.before}</p>}
      {hasNone && (
        <div className="group">
          <p>{text.none}</p>
          {problem}
          <button type="button" className="button" onClick={() => chat.openDevices('video')}>
            {settings.picture === 'shape' ? text.openVoice : text.open}
          </button>
        </div>
      )}
      {isTryingOut && <OwnPreview chat={chat} view={view} />}
      {hasPicture && chat.media() !== null && (
        <PictureField chosen={settings.picture} onChoose={(picture) => choose({ picture })} />
      )}
      {isSeen && (
        <div className="group">
          {hasCamera && (
            <DevicePicker
              label={text.camera}
              devices={list.cameras}
              chosen={settings.camera}
              actual={localStream?.getVideoTracks()[0]?.getSettings().deviceId}
              onChoose={(camera) => choose({ camera })}
            />
          )}
          {canMirror(view) && (
            <Switch
              label={text.mirror}
              hint={text.mirrorHint}
              isOn={settings.isMirrored}
              onSwitch={(isMirrored) => choose({ isMirrored })}
            />
          )}
        </div>
      )}
      {usesMicrophone && (
        <div className="group">
          <DevicePicker
            label={text.microphone}
            devices={list.microphones}
            chosen={settings.microphone}
            actual={microphone?.getSettings().deviceId}
            onChoose={(id) => choose({ microphone: id })}
          />
          {microphone !== null && <LevelMeter key={microphone.id} track={microphone} />}
        </div>
      )}
      {hasDevices && (
        <div className="group">
          {canChooseSpeaker() && list.speakers.length > 0 && (
            <DevicePicker
              label={text.speaker}
              devices={list.speakers}
              chosen={settings.speaker}
              actual={undefined}
              onChoose={(speaker) => choose({ speaker })}
            />
          )}
          {canAskForSpeaker() && (
            <SpeakerRequest
              onChoose={(speaker) => {
                choose({ speaker })
                chat.media()?.refresh()
              }}
            />
          )}
          <SpeakerTest speaker={settings.speaker} />
          {canSetVolume && (
            <>
              <label className="field" htmlFor={volumeId}>
                {text.volume}
              </label>
              <input
                id={volumeId}
                type="range"
                min={0}
                max={VOLUME_STEPS}
                step={5}
                value={Math.round(settings.volume * VOLUME_STEPS)}
                onChange={({ target }) => choose({ volume: target.valueAsNumber / VOLUME_STEPS })}
              />
            </>
          )}
          <Switch
            label={text.muteStranger}
            isOn={settings.isStrangerMuted}
            onSwitch={(isStrangerMuted) => choose({ isStrangerMuted })}
          />
        </div>
      )}
      {usesMicrophone && (
        <fieldset className="group">
          <legend>{text.voice}</legend>
          <Switch
            label={text.noise}
            isOn={settings.noiseSuppression}
            onSwitch={(noiseSuppression) => choose({ noiseSuppression })}
          />
          <Switch
            label={text.echo}
            isOn={settings.echoCancellation}
            onSwitch={(echoCancellation) => choose({ echoCancellation })}
          />
          <Switch
            label={text.gain}
            isOn={settings.autoGainControl}
            onSwitch={(autoGainControl) => choose({ autoGainControl })}
          />
        </fieldset>
      )}
      {hasPicture && (
        <div className="group">
          <Switch
            label={text.saver}
            hint={text.saverHint}
            isOn={settings.isSaving}
            onSwitch={(isSaving) => choose({ isSaving })}
          />
        </div>
      )}
      {hasPicture && hasDevices && !isTryingOut && (
        <CaptionSwitch
          settings={settings}
          common={state.phase === 'talking' ? state.common.languages : []}
          onChoose={choose}
        />
      )}
      <AttentionSettings chat={chat} />
      <LetterKeysSwitch />
      {!hasNone && problem && (
        <div className="group">
          {problem}
          {hasPicture && <RetryButton chat={chat} view={view} />}
        </div>
      )}
      <p className="hint">{text.note}</p>
      <div className="way-out">
        <button type="button" className="button" onClick={onClose}>
          {text.close}
        </button>
      </div>
    </dialog>
  )
}
