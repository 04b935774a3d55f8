/** A visit that stands still: it shows one view, and whatever is pressed changes nothing. */
import type { Cover } from '../chat/cover.ts'
import type { Media } from '../chat/media.ts'
import type { Chat, View } from '../chat/visit.ts'

const nothing = (): void => undefined

const cover: Cover = {
  agree: nothing,
  press: nothing,
  takeBack: nothing,
  hear: nothing,
  tell: nothing,
  reset: nothing,
}

const media: Media = {
  cover,
  open: nothing,
  retry: nothing,
  close: nothing,
  tracks: () => ({ audio: null, video: null }),
  tell: nothing,
  setMicrophone: nothing,
  setCamera: nothing,
  part: nothing,
  choose: nothing,
  flip: nothing,
  refresh: nothing,
  dismiss: nothing,
  share: () => Promise.resolve(),
  stopSharing: nothing,
  setPaused: nothing,
}

/** Shows `view` for as long as the page is open. */
export const stillChat = (view: View): Chat => ({
  getView: () => view,
  subscribe: () => nothing,
  find: nothing,
  openDevices: nothing,
  tryOut: () => nothing,
  cancel: nothing,
  next: nothing,
  stop: nothing,
  report: nothing,
  say: () => true,
  extras: () => null,
  again: () => null,
  appeal: nothing,
  compared: nothing,
  askView: nothing,
  checkRelay: nothing,
  setTyping: nothing,
  media: () => media,
  wake: nothing,
  preload: nothing,
  close: nothing,
})
