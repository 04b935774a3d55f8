/** The keys that a page has asked with lately: a match with an earlier one is with its own ghost. Pure. */

/** More than a page asks with while a socket that died unnoticed still waits at the server. */
const KEYS_MAX = 16
/** A visitor loses few sockets in a row; a server that names more of them keeps him from everybody. */
const GHOSTS_MAX = 3

export interface OwnKeys {
  add(key: string): void
  /**
   * Whether a match is with an earlier request of this page.
   *
   * @param present the key of the latest: that can only have been reflected, and the seal refuses it
   */
  isGhost(key: string, present: string): boolean
  /** Somebody else was met. */
  met(): void
}

export function createOwnKeys(): OwnKeys {
  let keys: string[] = []
  let ghosts = 0
  return {
    add(key) {
      keys = [...keys, key].slice(-KEYS_MAX)
    },
    isGhost(key, present) {
      if (key === present || !keys.includes(key) || ghosts === GHOSTS_MAX) return false
      ghosts += 1
      return true
    },
    met() {
      ghosts = 0
    },
  }
}
