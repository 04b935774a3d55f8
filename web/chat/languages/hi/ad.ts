/** Advertisements in Hindi. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'विज्ञापन',
  question: (network) =>
    `यहाँ एक विज्ञापन की जगह है। अगर वह लोड हुआ, तो ${network} को आपके नेटवर्क का पता, आपका ब्राउज़र और यह दिखेगा कि आप इस साइट पर आए हैं।`,
  show: 'विज्ञापन दिखाएँ',
  refuse: 'नहीं, शुक्रिया',
  frame: (network) => `${network} का विज्ञापन`,
  slow: 'यह लोड नहीं हो रहा। इसके लिए कुछ नहीं रुकता।',
  hide: 'विज्ञापन छिपाएँ',
}
