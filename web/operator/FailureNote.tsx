/** Why something was not done, where it was tried; counts down while waiting is the answer. */
import { useState } from 'react'
import type { Failure } from './api.ts'
import { useNow } from './useNow.ts'
import { sentenceOf, words } from './words.ts'

function Countdown({ failure }: { failure: Failure }) {
  const [until] = useState(() => Date.now() + failure.retryAfterMs)
  const seconds = Math.ceil((until - useNow()) / 1_000)
  return (
    <p className="failure">
      {/* Read out once, as it is at first: nobody wants to hear every second. */}
      <span role="alert" className="spoken">
        {sentenceOf(failure)}
      </span>
      <span aria-hidden="true">
        {words.problems[failure.problem]}{' '}
        {seconds > 0 && <span className="figure">{words.waitFor(seconds)}</span>}
      </span>
    </p>
  )
}

export function FailureNote({ failure, id }: { failure: Failure | null; id?: string }) {
  if (failure === null) return null
  if (failure.retryAfterMs > 0) return <Countdown failure={failure} />
  return (
    <p className="failure" role="alert" id={id}>
      {sentenceOf(failure)}
    </p>
  )
}
