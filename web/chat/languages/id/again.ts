/** Undo, Meet again and calm mode in Indonesian. */
import type { Rest } from '../shape.ts'

export const againWords: Rest['againWords'] = {
  offer: {
    button: 'Kembali',
    hints: {
      undo: 'Kembali ke orang terakhir, kalau dia juga mau.',
      back: 'Untuk sesaat kalian berdua masih bisa melanjutkan, kalau keduanya mau.',
    },
    said: 'Selama tiga detik kamu bisa kembali, kalau lawan bicara juga mau.',
    key: 'Tekan Z.',
  },
  waiting: {
    undo: 'Kalau lawan bicara juga mau, kalian sebentar lagi bicara kembali.',
    back: 'Kalau lawan bicara juga mau, kalian sebentar lagi bicara kembali.',
    code: 'Kalian bertemu begitu keduanya memilih tiga kata itu. Biarkan halaman ini terbuka.',
  },
  left: (time) => `Kata-katanya masih berlaku ${time}.`,
  meet: {
    button: 'Bertemu lagi',
    hint: 'Kalau lawan bicara juga menekannya, tiga kata mempertemukan kalian lagi.',
    wished: 'Kamu ingin bertemu lagi. Lawan bicara tahu kalau dia juga menekan Bertemu lagi.',
    mutual: 'Kalian berdua ingin bertemu lagi. Tiga kata ini mempertemukan kalian:',
    alone: 'Kalau lawan bicara juga menekan Bertemu lagi, tiga kata ini mempertemukan kalian:',
    vain: 'Lawan bicara sudah beralih ke orang lain, jadi kali ini tidak ada kata yang mempertemukan kalian lagi.',
    until: (time) =>
      `Kalian berdua memilihnya di sini atau di layar awal, sekali, sampai ${time}. Jangan tutup atau muat ulang tab ini: di tempat lain tidak berlaku. Kalau lawan bicara menutup atau memuat ulang tabnya, kata-kata ini tidak mempertemukan siapa pun.`,
    after: (minutes) =>
      `Kalian berdua memilihnya di layar awal, sekali, dalam ${minutes} menit setelah panggilan ini. Jangan tutup atau muat ulang tab ini: di tempat lain tidak berlaku.`,
    close: 'Mengerti',
  },
  entry: {
    open: 'Punya tiga kata? Bertemu lagi',
    label: 'Tiga katamu',
    hint: 'Kata-kata itu hanya berlaku di tab ini: halaman ini menyimpan pasangannya selama lima belas menit.',
    unknown: 'Halaman ini tidak mengenal kata-kata itu. Periksa lagi; mungkin juga sudah berakhir.',
    button: 'Bertemu lagi',
    last: 'Bertemu lagi: orang terakhir',
    earlier: 'Bertemu lagi: orang sebelumnya',
  },
  calm: { wait: (time) => `Berikutnya dalam ${time}`, over: 'Berikutnya sudah bisa dipakai.' },
}
