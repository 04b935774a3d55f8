/** Who can do what, and who cannot, in Indonesian. */
import type { Words } from '../shape.ts'

const anybody = (cannot: string) => ({
  who: 'Siapa pun yang lain',
  can: 'Melihat halaman ini, dan berapa orang di sini, dalam kelipatan 8',
  cannot,
})

export const observers: Words['observers'] = {
  stranger: {
    who: 'Lawan bicara',
    can: 'Melihat dan menyimpan apa yang kamu perlihatkan, katakan, dan tulis; melihat alamat jaringanmu, kecuali kamu menyembunyikannya',
    cannot:
      'Melihat alamatmu bila kamu menyembunyikannya; mengetahui nomor atau nama untuk mengenalimu lagi; membuat halamanmu melakukan apa pun',
  },
  operator: {
    who: 'Pengelola server ini',
    can: 'Melihat alamat selama orang terhubung, menghitungnya, dan menutup jaringan; memberimu halaman lain dari milik proyek ini',
    cannot:
      'Membaca, mendengar, atau melihat percakapan tanpa ketahuan: bandingkan simbolnya, dan orang di tengah akan terlihat; memeriksa belakangan siapa bertemu siapa, selama server proyek ini yang berjalan di sini: server lain bisa menyimpannya, dan tidak ada yang akan melihatnya',
  },
  stun: {
    who: 'Server STUN, yang memberi tahu browser alamat publiknya',
    can: 'Melihat alamat jaringanmu, dan kapan kamu mencari, kecuali kamu menyembunyikannya; menyimpulkan dari situ siapa yang memakai situs ini',
    cannot:
      'Melihat siapa yang kamu temui, atau apa pun dari panggilan: semua itu tidak lewat sana',
  },
  relay: {
    who: 'Perantara',
    can: 'Melihat alamat keduanya, kapan, dan berapa banyak',
    cannot: 'Melihat isinya: ia meneruskan apa yang sudah disegel browser kalian',
  },
  ads: {
    who: 'Jaringan iklan, setelah kamu setuju melihat iklannya',
    can: 'Melihat alamat jaringanmu, browser yang kamu pakai, dan bahwa kamu mengunjungi situs ini; menjalankan programnya sendiri di bingkai tertutup, tempat belum ada browser yang mencegahnya memakai WebRTC untuk mengetahui alamatmu yang lain; membuka halaman ketika kamu mengekliknya',
    cannot:
      'Menjangkau halaman di sekitarnya, percakapan, kamera, mikrofon, layar, lokasi, atau apa pun yang tersimpan; hadir selama pencarian atau panggilan; mengetahui apa pun sebelum kamu setuju',
  },
  network: {
    who: 'Jaringanmu, atau VPN',
    can: 'Melihat bahwa kamu memakai situs ini, dan bahwa ada panggilan; dalam panggilan langsung juga alamat lawan bicara, kapan, dan berapa banyak',
    cannot: 'Membaca apa pun darinya',
  },
  disk: {
    who: 'Siapa pun yang mengambil disk server',
    can: 'Menemukan jaringan yang sedang ditutup, dan dengan mencoba-coba yang pernah ditutup dalam 90 hari terakhir, bila kuncinya ada di dekatnya; menemukan apa yang dilakukan operator',
    cannot:
      'Menemukan alamat pengunjung lain mana pun, percakapan, atau siapa bertemu siapa: itu tidak pernah ada di sana',
  },
  anybody: anybody(
    'Mengetahui bahwa kamu di sini: situs ini tidak memberi tahu siapa pun, dan tidak memuat apa pun dari tempat lain',
  ),
  anybodyAds: anybody(
    'Mengetahui bahwa kamu di sini: situs ini tidak memberi tahu siapa pun, dan tidak memuat apa pun dari tempat lain sampai kamu menyetujui iklan',
  ),
  anybodyHelped: anybody(
    'Mengetahui bahwa kamu di sini: situs ini tidak memberi tahu siapa pun selain server yang disebut di sini, dan tidak memuat apa pun dari tempat lain',
  ),
  anybodyHelpedAds: anybody(
    'Mengetahui bahwa kamu di sini: situs ini tidak memberi tahu siapa pun selain server yang disebut di sini, dan tidak memuat apa pun dari tempat lain sampai kamu menyetujui iklan',
  ),
}
