/** The start screen in Indonesian. */
import type { Start } from '../shape.ts'

export const startWords: Start['startWords'] = {
  name: 'P2P Chat',
  promise: 'Ngobrol dengan orang baru. Langsung. Tidak ada yang disimpan.',
  start: {
    mode: 'Cara bertemu',
    video: 'Pakai video',
    text: 'Hanya teks',
    interests: 'Minat',
    optional: 'boleh kosong',
    interestsHint: 'Enter atau koma menambah satu. Paling banyak sepuluh.',
    addInterest: 'Tambah minat',
    interestsFull: 'Sudah sepuluh. Hapus satu untuk menambah yang lain.',
    interestTooLong: (most) => `Satu minat paling panjang ${most} karakter.`,
    remove: (what) => `Hapus ${what}`,
    languages: 'Bahasa',
    addLanguage: 'Tambah…',
    nickname: 'Nama panggilan',
    nicknameHint: 'Hanya dikirim ke lawan bicara.',
    adultBefore: (age) => `Saya berusia ${age} tahun ke atas dan menyetujui `,
    terms: 'ketentuan',
    adultAfter: '.',
    adultNeeded: (age) =>
      `Konfirmasi dulu bahwa kamu berusia ${age} tahun ke atas dan menyetujui ketentuan.`,
    find: 'Cari teman bicara',
    blur: 'Mulai dengan buram',
    blurHint: 'Tidak ada yang terlihat jelas sampai kalian berdua menekan Perlihatkan.',
    hide: 'Sembunyikan alamatku',
    address: 'Panggilan langsung menunjukkan alamat jaringanmu kepada lawan bicara.',
    hidden: 'Panggilan lewat perantara situs ini, jadi tidak ada yang melihat alamat jaringanmu.',
    alwaysHidden: 'Di situs ini semua panggilan lewat perantara: tidak ada yang melihat alamatmu.',
    noRelay:
      'Panggilan langsung menunjukkan alamat jaringanmu kepada lawan bicara. Situs ini tidak punya perantara untuk menyembunyikannya.',
    neverHidden:
      'Panggilan langsung menunjukkan alamat jaringanmu kepada lawan bicara. Situs ini tidak menyembunyikan alamat.',
    askView: 'Lihat apa yang diketahui server tentangku',
    online: (figure) => ({ other: `${figure} orang di sini` }),
    calm: 'Tenang',
    calmHint: 'Setidaknya sepuluh detik dengan setiap orang, dan orang tenang lain lebih dulu.',
    keep: 'Simpan halaman ini di perangkat ini',
    offline: 'Tidak tersambung ke server. Akan dicoba lagi sendiri.',
    updating: 'Server sedang diperbarui. Sebentar lagi kembali.',
  },
  footer: {
    label: 'Tentang',
    language: 'Bahasa halaman ini',
    serverView: 'Apa yang bisa dilihat server',
    privacy: 'Privasi',
    terms: 'Ketentuan',
    version: (version) => `v${version}`,
  },
  broken: {
    title: 'Ada yang salah di halaman ini',
    text: 'Sebagian tidak bisa dimuat atau ditampilkan. Muat ulang untuk lanjut; tidak ada yang dikirim ke mana pun.',
    reload: 'Muat ulang',
  },
}
