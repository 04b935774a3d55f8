/** A question for both, in the chat: each reads it in the language of his own page. */
import { useEffect, useState } from 'react'
import { kindWords } from './dictionary.ts'
import { insist } from './insist.ts'
import { loadQuestions, questionsNow } from './questions.ts'

interface Props {
  readonly question: number
}

/**
 * An empty place until the list is there: an introduction without its question would be none, and
 * what is new in the chat is found by its place.
 */
export function QuestionLine({ question }: Props) {
  const [icebreakers, setIcebreakers] = useState(questionsNow)
  useEffect(() => {
    if (icebreakers === null) return insist(loadQuestions, setIcebreakers)
    return undefined
  }, [icebreakers])
  if (icebreakers === null) return <p />
  return (
    <p className="line-question">
      <small>{kindWords.question.intro}</small>
      <span>{icebreakers[question]}</span>
    </p>
  )
}
