/** A first-come list whose members can leave from anywhere in O(1). Pure. */

export interface Place<T> {
  readonly value: T
  previous: Place<T> | null
  next: Place<T> | null
}

export interface WaitingList<T> {
  /** The one who waits longest, or `null`. Follow `next` for the others. */
  first: Place<T> | null
  last: Place<T> | null
  size: number
}

export function createWaitingList<T>(): WaitingList<T> {
  return { first: null, last: null, size: 0 }
}

/** Adds at the end and returns the place, which `leave` takes back. */
export function join<T>(list: WaitingList<T>, value: T): Place<T> {
  const place: Place<T> = { value, previous: list.last, next: null }
  if (list.last === null) list.first = place
  else list.last.next = place
  list.last = place
  list.size += 1
  return place
}

/** Removes a place that `join` on this very list returned; at most once. */
export function leave<T>(list: WaitingList<T>, place: Place<T>): void {
  if (place.previous === null) list.first = place.next
  else place.previous.next = place.next
  if (place.next === null) list.last = place.previous
  else place.next.previous = place.previous
  place.previous = null
  place.next = null
  list.size -= 1
}

/** Lists by a name (an interest, a language); a list exists only while somebody is on it. */
export type NamedLists<T> = Map<string, WaitingList<T>>

export function joinNamed<T>(lists: NamedLists<T>, name: string, value: T): () => void {
  let list = lists.get(name)
  if (list === undefined) {
    list = createWaitingList()
    lists.set(name, list)
  }
  const joined = list
  const place = join(joined, value)
  return () => {
    leave(joined, place)
    if (joined.size === 0) lists.delete(name)
  }
}
