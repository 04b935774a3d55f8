/** What the operator chose, in Chinese. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: '无',
  calls: {
    name: '通话',
    choice: '直接通话；选择隐藏地址的人经由本服务器的中继',
    always: '总是经由本服务器的中继',
    never: '直接通话；没有直接通路时经由本服务器的中继',
    direct: '直接通话：本服务器没有中继',
  },
  stun: '帮助寻找直接通路（STUN）',
  turn: '中继（TURN）',
  limits: {
    name: '对一个网络的限制',
    visits: (figure) => ({ other: `${figure} 次访问` }),
    searches: (figure) => ({ other: `${figure} 次寻找` }),
    reports: (figure) => ({ other: `${figure} 次举报` }),
    pages: (figure) => ({ other: `${figure} 个页面` }),
    all: (visits, searches, reports, pages) =>
      `每分钟 ${visits}和 ${searches}，每小时 ${reports}，同时 ${pages}（尚未与任何人交谈）`,
  },
  excess: {
    name: '活动过多的网络',
    blocked: '会被减速，或在一段时间内被挡在外面',
    byHand: '会被限制；只有由人决定时才会被挡在外面',
    limited: '会被限制，但不会被挡在外面',
  },
  span: {
    name: '网络会被挡多久',
    blocked: (longest) => `最多${longest}；由人决定的最多30天`,
    byHand: '由人决定的最多30天',
    never: '不会被挡',
  },
  reports: '举报会被记住多久',
  alerts: {
    name: '发往本服务器之外的警报',
    on: '有事发生，以及发生了多少次',
    maybe: '如果运营者设置了：有事发生，以及发生了多少次',
  },
  kept: {
    name: '保存的访客信息',
    blocks: '没有，除了被挡在外面的网络，以及之后无法辨认的形式',
    nothing: '没有',
  },
  advertising: {
    name: '广告',
    off: '关闭',
    on: (network, from) => `来自 ${network}，在你同意后从 ${from} 加载，只出现在最初和最后的画面上`,
  },
}
