/** Gives both a question, and says so where the last one is too fresh for another. */
import { MessageCircleQuestionMark } from 'lucide-react'
import { useEffect, useState } from 'react'
import { kindWords } from './dictionary.ts'
import { PAUSE_MS } from './icebreaking.ts'
import { Tool } from './Tool.tsx'
import type { View } from './visit.ts'

interface Props {
  readonly view: View
  readonly onPress: () => void
}

/** The pause of both begins with what either is shown. */
export function QuestionTool({ view, onPress }: Props) {
  const { ask, short, pause } = kindWords.question
  const last = view.questions.at(-1)?.order
  /** The last one that was there for long enough. */
  const [read, setRead] = useState(last)
  const isPausing = last !== read
  useEffect(() => {
    const timer = setTimeout(() => setRead(last), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [last])
  return (
    <Tool
      name={isPausing ? pause : ask}
      short={short}
      icon={<MessageCircleQuestionMark />}
      isDisabled={view.state.phase !== 'talking'}
      isPausing={isPausing}
      onPress={onPress}
    />
  )
}
