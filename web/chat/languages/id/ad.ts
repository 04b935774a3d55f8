/** Advertisements in Indonesian. */
import type { Rest } from '../shape.ts'

export const adWords: Rest['adWords'] = {
  label: 'Iklan',
  question: (network) =>
    `Di sini ada tempat untuk iklan. Kalau dimuat, ${network} melihat alamat jaringanmu, browser apa yang kamu pakai, dan bahwa kamu mengunjungi situs ini.`,
  show: 'Tampilkan iklan',
  refuse: 'Tidak, terima kasih',
  frame: (network) => `Iklan dari ${network}`,
  slow: 'Tidak termuat. Tidak ada yang menunggunya.',
  hide: 'Sembunyikan iklan',
}
