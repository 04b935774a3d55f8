/** Advertisements in Arabic. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'إعلانات',
  question: (network) =>
    `هنا مكان لإعلان. إذا جرى تحميله، ترى ${network} عنوان شبكتك ومتصفحك وزيارتك لهذا الموقع.`,
  show: 'عرض الإعلان',
  refuse: 'لا، شكرًا',
  frame: (network) => `إعلان من ${network}`,
  slow: 'لا يُحمّل. ولا شيء ينتظره.',
  hide: 'إخفاء الإعلان',
}
