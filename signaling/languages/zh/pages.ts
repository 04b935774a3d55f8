/** The frame of the policy pages, the terms, and the page of what the server can see, in Chinese. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `本文日期：${date}。`,
    translated: (page) => `这是译文。与${page}有出入之处，以英文为准。`,
    englishText: '英文原文',
    languages: '本页的其他语言',
    questions: '问题',
    noContact: '本服务器的运营者还没有写明联系方式。',
    lobby: '返回大厅',
    chosen: '本服务器运营者的选择',
  },
  terms: {
    title: '使用条款',
    who: {
      heading: '谁可以使用',
      text: '只有年满 18 岁的人。如果你还不到这个年龄，请现在离开。',
    },
    conduct: {
      heading: '怎样对待彼此',
      rules: [
        '不对没有同意的人展示色情内容。',
        '不骚扰，不威胁，不散布仇恨。',
        '不发垃圾信息，不诈骗，不做广告。',
        '不录制、不公布陌生人展示给你的内容。',
        '不做你所在地法律禁止的事。',
      ],
      leave:
        '你随时可以用“下一位”或“结束”离开。如果有人看起来未满 18 岁或违反这些规则，请按“举报”：通话会立即结束。',
    },
    abuse: {
      heading: '我们怎样对待滥用',
      text: '我们限制一个网络连接、寻找和举报的快慢。大量冲击服务器的会被切断。我们不监看对话，也做不到。',
    },
    guarantee: {
      heading: '没有担保',
      text: '我们不知道你会遇到谁，也不检查对方说什么。不想被陌生人留下的东西，请不要分享。',
    },
  },
  view: {
    title: '服务器能看到什么',
    lead: '你使用本站时，任何人会得知的关于你的一切，逐项列出：为什么、存在哪里、保留多久。每一行项目都有一个测试，不属实时测试就会失败；各服务器不同之处取自本服务器的设置。',
    data: {
      heading: '关于你的每一项',
      what: '什么',
      why: '为什么',
      where: '在哪里，多久',
      others: '还有谁',
    },
    observers: {
      heading: '谁能做什么，谁不能',
      who: '谁',
      can: '能',
      cannot: '不能',
    },
    nobody: '没有人能抹去陌生人已经看到的东西，也没有网页能证明它的服务器提供的正是源代码所写的。',
  },
}
