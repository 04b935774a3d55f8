/** Advertisements in simplified Chinese. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: '广告',
  question: (network) =>
    `这里有一个广告位。如果加载广告，${network} 会看到你的网络地址、你用的浏览器，以及你在访问本站。`,
  show: '显示广告',
  refuse: '不用了',
  frame: (network) => `${network} 的广告`,
  slow: '广告没有加载出来，不影响任何事。',
  hide: '隐藏广告',
}
