/** What the operator chose, in Hindi. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'कोई नहीं',
  calls: {
    name: 'कॉल',
    choice: 'सीधी, या पता छिपाने पर इस सर्वर के रिले से',
    always: 'हमेशा इस सर्वर के रिले से',
    never: 'सीधी, या जहाँ सीधा रास्ता न हो वहाँ इस सर्वर के रिले से',
    direct: 'सीधी: इस सर्वर के पास रिले नहीं है',
  },
  stun: 'सीधा रास्ता खोजने में मदद (STUN)',
  turn: 'रिले (TURN)',
  limits: {
    name: 'एक नेटवर्क के लिए सीमाएँ',
    visits: (figure) => ({ one: `${figure} बार आना`, other: `${figure} बार आना` }),
    searches: (figure) => ({ one: `${figure} खोज`, other: `${figure} खोजें` }),
    reports: (figure) => ({ one: `${figure} शिकायत`, other: `${figure} शिकायतें` }),
    pages: (figure) => ({ one: `${figure} पेज`, other: `${figure} पेज` }),
    all: (visits, searches, reports, pages) =>
      `एक मिनट में ${visits} और ${searches}, एक घंटे में ${reports}, एक साथ ${pages} जिन्होंने अभी किसी से बात नहीं की`,
  },
  excess: {
    name: 'हद से ज़्यादा करने वाले नेटवर्क',
    blocked: 'कुछ समय के लिए धीमे किए या बाहर रखे जाते हैं',
    byHand: 'सीमित किए जाते हैं; बाहर तभी रखे जाते हैं जब किसी व्यक्ति ने तय किया हो',
    limited: 'सीमित किए जाते हैं, पर बाहर नहीं रखे जाते',
  },
  span: {
    name: 'नेटवर्क कितने समय बाहर रखे जाते हैं',
    blocked: (longest) => `ज़्यादा से ज़्यादा ${longest}, या 30 दिन अगर किसी व्यक्ति ने तय किया हो`,
    byHand: 'ज़्यादा से ज़्यादा 30 दिन, अगर किसी व्यक्ति ने तय किया हो',
    never: 'बिल्कुल नहीं',
  },
  reports: 'शिकायतें कितने समय तक याद रखी जाती हैं',
  alerts: {
    name: 'इस सर्वर के बाहर भेजी जाने वाली चेतावनियाँ',
    on: 'यह कि कुछ हुआ, और कितनी बार',
    maybe: 'अगर संचालक ने इसका इंतज़ाम किया हो: कि कुछ हुआ, और कितनी बार',
  },
  kept: {
    name: 'आने वालों का क्या रखा जाता है',
    blocks: 'कुछ नहीं, सिवाय उन नेटवर्कों के जो बाहर रखे गए हैं',
    nothing: 'कुछ नहीं',
  },
  advertising: {
    name: 'विज्ञापन',
    off: 'बंद',
    on: (network, from) =>
      `${network} का, ${from} से लोड होता है जब आप हामी भरें, सिर्फ़ पहली और आख़िरी स्क्रीन पर`,
  },
}
