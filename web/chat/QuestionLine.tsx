/** A question for both, in the chat; its words are loaded with the first of them. */
import { icebreakers } from './icebreakers.ts'
import { kindWords } from './dictionary.ts'

export function QuestionLine({ question }: { readonly question: number }) {
  return (
    <p className="line-question">
      <small>{kindWords.question.intro}</small>
      <span lang="en">{icebreakers[question]}</span>
    </p>
  )
}
