/** A question for both, in the chat: each reads it in the language of his own page. */
import { Suspense, use } from 'react'
import { kindWords } from './dictionary.ts'
import { questionsNow } from './questions.ts'

interface Props {
  readonly question: number
}

export const QuestionLine = ({ question }: Props) => (
  <Suspense>
    <Line question={question} />
  </Suspense>
)

function Line({ question }: Props) {
  const icebreakers = use(questionsNow())
  return (
    <p className="line-question">
      <small>{kindWords.question.intro}</small>
      <span>{icebreakers[question]}</span>
    </p>
  )
}
