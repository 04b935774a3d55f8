/** Pictures, on their way out and in: one at a time, each in a worker that lives only for it. */
import type { PictureAnswer, PictureProblem, PictureTask } from './pictureTasks.ts'

/** Who needs longer for one picture is ended. */
export const PICTURE_MS = 10_000

/** A picture that cannot be opened or copied, and why. */
export class PictureError extends Error {
  readonly why: PictureProblem
  constructor(why: PictureProblem) {
    super(`no picture: ${why}`)
    this.why = why
  }
}

export interface Pictures {
  /**
   * @returns what was asked for, as a picture that holds nothing but what can be seen
   * @throws {PictureError} when there is none
   */
  readonly make: (task: PictureTask) => Promise<Extract<PictureAnswer, { picture: Blob }>>
  /** Whatever is not made yet never will be. */
  close(): void
}

/** @throws {PictureError} when the worker does not come, as while the server is away */
async function hire(signal: AbortSignal): Promise<Worker> {
  try {
    const { startWorker } = await import('./workers.ts')
    signal.throwIfAborted()
    return startWorker('picture')
  } catch {
    throw new PictureError('failed')
  }
}

/** Has one worker do one task, until it answers or is given up. */
async function ask(task: PictureTask, signal: AbortSignal): Promise<PictureAnswer> {
  const worker = await hire(signal)
  return new Promise((resolve) => {
    const finish = (answer: PictureAnswer) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      worker.terminate()
      resolve(answer)
    }
    const giveUp = () => finish({ problem: 'unreadable' })
    const timer = setTimeout(giveUp, PICTURE_MS)
    signal.addEventListener('abort', giveUp)
    worker.onmessage = ({ data }: MessageEvent<PictureAnswer>) => finish(data)
    // It answers whatever it is given: there is none.
    worker.onerror = () => finish({ problem: 'failed' })
    worker.postMessage(task)
  })
}

export function createPictures(): Pictures {
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  async function work(task: PictureTask): Promise<Extract<PictureAnswer, { picture: Blob }>> {
    if (closing.signal.aborted) throw new PictureError('unreadable')
    const answer = await ask(task, closing.signal)
    if ('problem' in answer) throw new PictureError(answer.problem)
    return answer
  }

  return {
    make(task) {
      const made = last.then(() => work(task))
      last = made.catch(() => undefined)
      return made
    },
    close: () => closing.abort(),
  }
}
