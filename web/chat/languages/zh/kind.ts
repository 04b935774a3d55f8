/** For shy and careful people, in Chinese. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: '双方的画面都是模糊的，直到你们都按下“露面”。',
    waiting: '你已按下“露面”，正在等对方。',
    asked: '对方想露面。',
    press: '露面',
    takeBack: '保持模糊',
    again: '重新模糊',
    clear: '现在你们能看清彼此了。',
    closed: {
      us: '你又变模糊了。',
      stranger: '对方又变模糊了，你也一样。',
    },
    shareLater: '共享屏幕：要等你们都露面之后',
    floatLater: '画中画：要等你们都露面之后',
  },
  picture: {
    legend: '对方看到的你',
    choices: {
      camera: { label: '你的摄像头', hint: '原样显示；如果以模糊开始，则为模糊。' },
      soft: { label: '柔化画面', hint: '全部柔化：只有光影和动作，没有细节。' },
      shape: { label: '一个手绘图形', hint: '你的摄像头已关闭；图形会随你的声音轻轻晃动。' },
    },
  },
  question: {
    ask: '给我们出个问题',
    short: '问题',
    pause: '问题：稍后再出下一个',
    intro: '给你们俩的一个问题',
  },
  liveness: {
    black: '没有实时画面：一片黑。',
    frozen: '没有实时画面：画面不动。',
    looping: '没有实时画面：画面在重复。',
  },
  stranger: {
    soft: '对方的画面已柔化',
    shape: '对方显示的是一个手绘图形',
  },
}
