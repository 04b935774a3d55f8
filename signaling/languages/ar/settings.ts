/** What the operator chose, in Arabic. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'لا يوجد',
  calls: {
    name: 'المكالمات',
    choice: 'مباشرة، أو عبر وسيط هذا الخادم عند إخفاء العنوان',
    always: 'دائمًا عبر وسيط هذا الخادم',
    never: 'مباشرة، أو عبر وسيط هذا الخادم حيث لا يوجد طريق مباشر',
    direct: 'مباشرة: ليس لهذا الخادم وسيط',
  },
  stun: 'المساعدة في إيجاد طريق مباشر (STUN)',
  turn: 'الوسيط (TURN)',
  limits: {
    name: 'الحدود لكل شبكة',
    visits: (figure) => ({
      zero: 'لا زيارات',
      one: 'زيارة واحدة',
      two: 'زيارتان',
      few: `${figure} زيارات`,
      many: `${figure} زيارة`,
      other: `${figure} زيارة`,
    }),
    searches: (figure) => ({
      zero: 'لا عمليات بحث',
      one: 'عملية بحث واحدة',
      two: 'عمليتا بحث',
      few: `${figure} عمليات بحث`,
      many: `${figure} عملية بحث`,
      other: `${figure} عملية بحث`,
    }),
    reports: (figure) => ({
      zero: 'لا بلاغات',
      one: 'بلاغ واحد',
      two: 'بلاغان',
      few: `${figure} بلاغات`,
      many: `${figure} بلاغًا`,
      other: `${figure} بلاغ`,
    }),
    pages: (figure) => ({
      zero: 'لا صفحات',
      one: 'صفحة واحدة',
      two: 'صفحتان',
      few: `${figure} صفحات`,
      many: `${figure} صفحة`,
      other: `${figure} صفحة`,
    }),
    all: (visits, searches, reports, pages) =>
      `في الدقيقة: ${visits} و${searches}؛ وفي الساعة: ${reports}، و${pages} في آن واحد لم تتحدث مع أحد بعد`,
  },
  excess: {
    name: 'الشبكات التي تفرط في النشاط',
    blocked: 'تُبطَّأ أو تُمنع لمدة',
    byHand: 'يُقيَّد نشاطها؛ ولا تُمنع إلا إذا قرر ذلك شخص',
    limited: 'يُقيَّد نشاطها، لكن لا تُمنع',
  },
  span: {
    name: 'مدة منع الشبكات',
    blocked: (longest) => `${longest} على الأكثر، أو 30 يومًا إذا قرر ذلك شخص`,
    byHand: '30 يومًا على الأكثر، إذا قرر ذلك شخص',
    never: 'لا تُمنع إطلاقًا',
  },
  reports: 'مدة تذكّر البلاغات',
  alerts: {
    name: 'تنبيهات إلى مكان خارج هذا الخادم',
    on: 'أن شيئًا حدث، وكم مرة',
    maybe: 'إذا أعدّ المشغّل ذلك: أن شيئًا حدث، وكم مرة',
  },
  kept: {
    name: 'ما يُحفظ عن الزوار',
    blocks: 'لا شيء، سوى الشبكات الممنوعة، ثم بصيغة مموّهة',
    nothing: 'لا شيء',
  },
  advertising: {
    name: 'الإعلانات',
    off: 'مطفأة',
    on: (network, from) =>
      `من ${network}، وتُحمَّل من ${from} بعد الموافقة، على الشاشة الأولى والأخيرة فقط`,
  },
}
