/** The line with a question for both, whose list is loaded with the first of them, and its control. */
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { kindWords } from '../../web/chat/dictionary.ts'
import { QuestionLine } from '../../web/chat/QuestionLine.tsx'
import { loadQuestions, questionsNow } from '../../web/chat/questions.ts'
import { Tool } from '../../web/chat/Tool.tsx'

let mockIsAway = true
jest.mock('../../web/chat/languages/en/questions.ts', () => {
  if (mockIsAway) throw new Error('the server is being replaced')
  return { icebreakers: ['What did you hear today?'] }
})

const drawn = () => renderToStaticMarkup(createElement(QuestionLine, { question: 0 }))

it('[C26] shows a question whole or not at all, and can be loaded when it failed before', async () => {
  await expect(loadQuestions()).rejects.toThrow('replaced')
  expect(questionsNow()).toBeNull()
  expect(drawn()).toBe('<p></p>')
  mockIsAway = false
  await loadQuestions()
  expect(drawn()).toContain(kindWords.question.intro)
  expect(drawn()).toContain('What did you hear today?')
})

it('[C26] [C37] a control that pauses stays where the keyboard is, and does nothing', () => {
  const pressed: string[] = []
  const props = (isPausing: boolean) =>
    Tool({ name: 'one', icon: null, isPausing, onPress: () => pressed.push('one') }).props as {
      readonly 'aria-disabled'?: boolean
      readonly disabled: boolean
      readonly onClick?: () => void
    }
  for (const isPausing of [true, false]) {
    const tool = props(isPausing)
    tool.onClick?.()
    expect([tool['aria-disabled'], tool.disabled]).toEqual([isPausing || undefined, false])
    expect(pressed).toEqual(isPausing ? [] : ['one'])
  }
})
