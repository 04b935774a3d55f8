/** What a nickname may be, for who types it and for who is told it. Pure. */

export const NICKNAME_LENGTH_MAX = 24

/** Drops what is invisible: the stranger's browser would refuse it. */
export const visibleOnly = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
