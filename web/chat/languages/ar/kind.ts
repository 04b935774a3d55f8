/** For shy and careful people, in Arabic. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'تبقى الصورتان ضبابيتين حتى يضغط كلاكما على «إظهار».',
    waiting: 'لقد ضغطت على «إظهار»؛ بانتظار الطرف الآخر.',
    asked: 'يودّ الطرف الآخر أن تُظهرا وجهيكما.',
    press: 'إظهار',
    takeBack: 'إبقاء الضباب',
    again: 'إعادة الضباب',
    shareLater: 'مشاركة الشاشة: بعد أن تُظهرا صورتيكما معًا',
  },
  picture: {
    legend: 'ما يراه الطرف الآخر منك',
    choices: {
      camera: { label: 'الكاميرا', hint: 'كما هي، أو ضبابية إن بدأت هكذا.' },
      soft: { label: 'صورة ناعمة', hint: 'كل شيء مُنعَّم: ضوء وحركة بلا تفاصيل.' },
      shape: { label: 'شكل مرسوم', hint: 'الكاميرا مغلقة، ويتحرك الشكل قليلًا مع صوتك.' },
    },
  },
  question: {
    ask: 'أعطنا سؤالًا',
    short: 'سؤال',
    intro: 'سؤال لكما معًا',
  },
  liveness: {
    black: 'لا صورة حيّة: الصورة سوداء.',
    frozen: 'لا صورة حيّة: الصورة لا تتحرك.',
    looping: 'لا صورة حيّة: الصورة تتكرر.',
  },
  stranger: {
    soft: 'صورة الطرف الآخر مُنعَّمة',
    shape: 'يعرض الطرف الآخر شكلًا مرسومًا',
  },
}
