/** A button that does something at once, says that it is under way, and tells what came of it. */
import type { ReactNode } from 'react'
import type { Failure } from './api.ts'
import { useDesk } from './context.ts'
import { useAction } from './useAction.ts'
import { sentenceOf } from './words.ts'

export interface ActionButtonProps {
  /** What it is called, where the face is a picture or does not say what it acts on. */
  readonly name?: string
  /** The element that says what it acts on, where the name does not. */
  readonly describedBy?: string
  readonly className?: string
  readonly children: ReactNode
  readonly work: () => Promise<Failure | null>
  /** The answer in words, and how to take it back. */
  readonly said: string
  readonly undo?: () => void
}

export function ActionButton(props: ActionButtonProps) {
  const { name, describedBy, className, children, work, said, undo } = props
  const { say } = useDesk()
  const action = useAction()

  async function press() {
    await action.run(async () => {
      const failure = await work()
      if (failure === null) say({ text: said, isFailure: false, undo: undo ?? null })
      else say({ text: sentenceOf(failure), isFailure: true, undo: null })
      return failure
    })
  }

  return (
    <button
      type="button"
      className={className ?? 'button small'}
      aria-label={name}
      aria-describedby={describedBy}
      title={name}
      aria-busy={action.isPending}
      aria-disabled={action.isPending}
      onClick={() => void press()}
    >
      {children}
    </button>
  )
}
