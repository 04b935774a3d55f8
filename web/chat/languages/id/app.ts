/** The page as an app in Indonesian. */
import type { Rest } from '../shape.ts'

export const appWords: Rest['appWords'] = {
  keep: {
    title: 'Simpan halaman ini di perangkat ini?',
    text: 'Halaman lalu terbuka walau tanpa jaringan, dan memberi tahu. Hanya berkas halaman yang disimpan, sama untuk semua orang: tidak ada tentangmu, dan tidak ada dari percakapan mana pun.',
    trace:
      'Siapa pun yang memakai browser ini bisa tahu bahwa kamu menyimpannya. Kamu bisa menghapusnya di sini kapan saja.',
    keep: 'Simpan',
    keeping: 'Menyimpan…',
    kept: 'Halaman ini tersimpan di perangkat ini',
    remove: 'Hapus',
    broken: 'Browser ini tidak bisa menyimpan halaman. Jendela privat sering tidak bisa.',
    install: 'Pasang sebagai aplikasi',
    installHint:
      'Browser mungkin juga menawarkan pemasangan sebagai aplikasi, di menunya. Aplikasinya adalah halaman ini juga, dimulai dalam bahasa ini, dan tidak menyimpan apa pun sendiri.',
    close: 'Tutup',
  },
  attention: {
    legend: 'Saat sesuatu terjadi',
    sounds: 'Bunyi',
    soundsHint:
      'Saat seseorang ditemukan, dan saat pesan datang ketika halaman ini tidak terlihat.',
    notifications: 'Notifikasi desktop',
    notificationsHint:
      'Saat seseorang ditemukan ketika halaman ini tidak terlihat. Tidak pernah berisi kata dari lawan bicara.',
    denied:
      'Browser memblokir notifikasi halaman ini. Izinkan di pengaturan situs, lalu nyalakan lagi.',
    notKept: (button: string) =>
      `Di perangkat ini hanya halaman yang disimpan yang bisa menampilkan notifikasi. Pilih dulu “${button}” di layar awal, lalu nyalakan lagi.`,
    unsupported: 'Browser ini tidak menampilkan notifikasi halaman.',
    found: 'Ada seseorang di sini',
    foundText: 'Kalian sudah tersambung. Lawan bicara melihat bahwa kamu sedang tidak ada.',
    foundTitle: (name) => `Ada seseorang di sini · ${name}`,
    waiting: (figure) => `(${figure})`,
  },
  badges: {
    more: (figure) => `${figure} lagi tentang panggilan ini`,
    less: 'Lebih sedikit tentang panggilan ini',
  },
  notes: {
    label: 'Catatan tentang halaman ini',
    offline: 'Kamu sedang luring. Bertemu seseorang butuh sambungan jaringan.',
    outdated: 'Versi baru sudah siap.',
    reload: 'Muat ulang',
    later: 'Nanti',
  },
}
