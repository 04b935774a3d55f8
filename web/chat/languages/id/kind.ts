/** For shy and careful people, in Indonesian. */
import type { Rest } from '../shape.ts'

export const kindWords: Rest['kindWords'] = {
  reveal: {
    both: 'Kedua gambar dibuat buram sampai kalian berdua menekan Perlihatkan.',
    waiting: 'Kamu sudah menekan Perlihatkan; menunggu lawan bicara.',
    asked: 'Lawan bicara ingin memperlihatkan diri.',
    press: 'Perlihatkan',
    takeBack: 'Tetap buram',
    again: 'Buramkan lagi',
    clear: 'Sekarang kalian saling terlihat jelas.',
    closed: {
      us: 'Gambarmu buram lagi.',
      stranger: 'Gambar lawan bicara buram lagi, begitu juga gambarmu.',
    },
    shareLater: 'Berbagi layar: setelah kalian berdua memperlihatkan diri',
    floatLater: 'Gambar melayang: setelah kalian berdua memperlihatkan diri',
  },
  picture: {
    legend: 'Yang dilihat lawan bicara darimu',
    choices: {
      camera: { label: 'Kameramu', hint: 'Apa adanya, atau buram kalau kamu mulai begitu.' },
      soft: { label: 'Fokus lembut', hint: 'Semua dilembutkan: cahaya dan gerak, tanpa detail.' },
      shape: {
        label: 'Bentuk gambar',
        hint: 'Kameramu mati; bentuk ini bergerak sedikit mengikuti suaramu.',
      },
    },
  },
  question: {
    ask: 'Beri kami pertanyaan',
    short: 'Pertanyaan',
    pause: 'Pertanyaan: yang berikutnya sebentar lagi',
    intro: 'Pertanyaan untuk kalian berdua',
  },
  liveness: {
    black: 'Tidak ada gambar langsung: gambarnya hitam.',
    frozen: 'Tidak ada gambar langsung: gambarnya diam.',
    looping: 'Tidak ada gambar langsung: gambarnya berulang.',
  },
  stranger: {
    soft: 'Gambar lawan bicara dilembutkan',
    shape: 'Lawan bicara memperlihatkan bentuk gambar',
  },
}
