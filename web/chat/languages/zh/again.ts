/** Undo, Meet again and calm mode in simplified Chinese. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: '回去',
    hints: {
      undo: '回到上一位，如果对方也愿意。',
      back: '如果你们都愿意，现在还可以继续聊。',
    },
    said: '三秒内可以回去，如果对方也愿意。',
    key: '请按 Z。',
  },
  waiting: {
    undo: '如果对方也愿意，你们马上就能继续聊。',
    back: '如果对方也愿意，你们马上就能继续聊。',
    code: '双方都选择这三个词后就会见面。请保持本页打开。',
  },
  left: (time) => `这些词还有 ${time} 有效。`,
  meet: {
    button: '再次相遇',
    hint: '如果对方也按下，三个词就能让你们再次相遇。',
    wished: '你想再次相遇。对方也按“再次相遇”才会知道。',
    mutual: '你们都想再次相遇。这三个词会让你们重逢：',
    alone: '如果对方也按“再次相遇”，这三个词会让你们重逢：',
    vain: '对方已经去找别人了，这次没有能让你们重逢的词。',
    until: (time) =>
      `${time} 之前，双方都在这里或开始页面选择，只能用一次。不要关闭或刷新这个标签页：在别处无效。如果对方关闭或刷新了页面，这些词就没有用了。`,
    after: (minutes) =>
      `通话结束后 ${minutes} 分钟内，双方都在开始页面选择，只能用一次。不要关闭或刷新这个标签页：在别处无效。`,
    close: '知道了',
  },
  entry: {
    open: '有三个词？再次相遇',
    label: '你的三个词',
    hint: '这三个词只在这个标签页里有效：本页会把相关内容保留十五分钟。',
    unknown: '本页不认识这些词。请再看看；也可能已经过期。',
    button: '再次相遇',
    last: '再次相遇：上一位',
    earlier: '再次相遇：更早的一位',
  },
  calm: { wait: (time) => `${time}后可换下一位`, over: '现在可以换下一位了。' },
}
