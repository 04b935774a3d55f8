/** Each thing about a visitor, in Indonesian. */
import type { Words } from '../shape.ts'

const stranger = 'Lawan bicara'
const nobody = 'Tidak ada'
const counted = 'Operator: jumlahnya'
const sent = 'Tidak pernah: dikirim ke lawan bicara, dari browser ke browser'

export const data: Words['data'] = {
  address: {
    what: 'Alamat jaringanmu',
    why: 'Untuk menjawabmu, dan membatasi penyalahgunaan',
    where:
      'Di memori selama kamu terhubung, dan sampai 60 detik setelah halaman lawan bicara terakhirmu mengakhiri percakapan kalian, supaya ia masih bisa melaporkanmu; satu jam bila jaringanmu melakukan sesuatu yang mencolok. Pembatasan menyimpan bentuk yang diacak, dan berapa kali ia meminta sesuatu, sampai satu jam; nginx, bila berada di depan server ini, menyimpan alamat itu sendiri di memori sampai alamat yang lebih baru menggantikannya',
    others: 'Lawan bicara, kecuali kamu menyembunyikannya',
  },
  consent: {
    what: 'Bahwa kamu menyatakan berumur 18 tahun atau lebih, dan menerima ketentuan dari suatu tanggal',
    why: 'Tanpa itu tidak ada yang diperkenalkan',
    where:
      'Ya atau tidak, di memori selama kamu terhubung; tanggalnya dibandingkan dengan tanggal ketentuan, dan tidak disimpan',
    others: nobody,
  },
  block: {
    what: 'Alamat jaringan yang membanjiri server, atau yang dilaporkan beberapa orang asing',
    why: 'Untuk memperlambat atau menutupnya untuk sementara',
    where:
      'Di daftar blokir, dengan alasan dan akhir; batas lamanya tertulis di bawah; sesudahnya dalam bentuk yang diacak, paling lama 90 hari',
    others: 'Operator',
  },
  shared: {
    what: 'Bahwa kamu tampaknya berbagi alamat dengan orang lain',
    why: 'Supaya tidak ada yang diblokir karena ulah tetangga',
    where: 'Sebuah angka di memori, selama kamu terhubung',
    others: nobody,
  },
  place: {
    what: 'Apakah alamatmu dianggap milik jaringan pribadi, dan apakah masih ada tempat untuknya di sini',
    why: 'Supaya browser di satu rumah bisa saling menjangkau, dan tidak ada yang mengambil semua tempat',
    where: 'Ya atau tidak, di memori selama kamu terhubung',
    others: nobody,
  },
  promise: {
    what: 'Apakah pencarianmu menjanjikan gambar',
    why: 'Supaya tidak ada yang disalahkan atas gambar yang tidak pernah dijanjikannya',
    where: 'Ya atau tidak, di memori, sampai pencarianmu berikutnya atau sampai kamu pergi',
    others: nobody,
  },
  steady: {
    what: 'Apakah kamu sudah bicara dengan seseorang beberapa lama, seperti layaknya manusia',
    why: 'Supaya kamu punya batas sendiri, apa pun yang dilakukan orang lain di balik alamat yang sama',
    where: 'Ya atau tidak, di memori selama kamu terhubung',
    others: nobody,
  },
  kept: {
    what: 'Apakah gambar yang dijanjikan sampai ke lawan bicara, dan apakah salah satu dari kalian langsung meninggalkan yang lain',
    why: 'Untuk mengenali program yang berpura-pura menjadi manusia',
    where:
      'Ya atau tidak, di memori, dalam bentuk kedua alamat yang diacak, sampai setengah jam setelah kalian berdua pergi',
    others: nobody,
  },
  wish: {
    what: 'Video atau teks, tenang atau tidak, minat dan bahasamu',
    why: 'Untuk mencari orang yang cocok',
    where: 'Di memori selama kamu mencari',
    others: 'Lawan bicara: minat dan bahasa yang kalian berdua pilih',
  },
  token: {
    what: 'Tanda acak, ketika halamanmu ingin bertemu lagi dengan lawan bicara yang sama',
    why: 'Untuk mempertemukan tepat kalian berdua: setelah sambungan putus, ketika keduanya mengurungkan Berikutnya, atau dengan tiga kata Bertemu lagi',
    where: 'Di memori, paling lama 20 detik setiap kali halamanmu menunjukkannya',
    others: nobody,
  },
  key: {
    what: 'Kunci publik, dibuat baru untuk setiap pencarian',
    why: 'Supaya kedua browser kalian bisa menyegel apa yang mereka katakan lewat server ini',
    where: 'Di memori selama kamu mencari; itu bukan nama: pencarian berikutnya punya yang lain',
    others: stranger,
  },
  files: {
    what: 'Berkas halaman ini, bila kamu menekan “Simpan halaman ini di perangkat ini”',
    why: 'Supaya bisa dibuka tanpa jaringan',
    where:
      'Di browsermu, sampai kamu menghapusnya di sana; berkas itu sama untuk semua orang, tanpa apa pun tentangmu atau suatu percakapan. Browsermu memintanya dari server, dan pada kunjungan berikutnya meminta yang lebih baru; server tidak mencatat keduanya',
    others: 'Siapa pun yang memakai browsermu bisa mengetahui bahwa kamu menyimpan halaman ini',
  },
  met: {
    what: 'Bahwa kamu bertemu seseorang',
    why: 'Supaya kamu tidak langsung bertemu orang yang sama lagi',
    where: 'Di memori, dengan angka acak, paling lama 10 menit',
    others: nobody,
  },
  last: {
    what: 'Tanda tentang lawan bicara terakhirmu',
    why: 'Supaya kamu masih bisa melapor',
    where: 'Di memori, 60 detik setelah percakapan',
    others: nobody,
  },
  report: {
    what: 'Bahwa kamu melaporkan seseorang, dan alasannya',
    why: 'Untuk menutup akses orang yang dilaporkan beberapa orang',
    where:
      'Alasannya sebagai jumlah tanpa nama, selama server berjalan; siapa melaporkan jaringan siapa, dan kapan jaringan siapa bertemu seseorang, di memori, dalam bentuk yang diacak, berapa lama tertulis di bawah. Bahwa kalian berdua tidak dipertemukan lagi, selama keduanya masih di sini. Tanpa gambar dan tanpa teks',
    others: counted,
  },
  minor: {
    what: 'Bahwa seseorang mengira kamu tampak di bawah 18 tahun',
    why: 'Supaya moderator segera memeriksanya, dan bisa menutup aksesmu',
    where:
      'Di memori, sebagai angka acak yang mewakili alamat jaringanmu: paling lama setengah jam sampai radar menerimanya, dan satu jam di sana',
    others: 'Operator: angkanya dan kapan, bukan alamatnya',
  },
  route: {
    what: 'Bagaimana panggilan terjadi: langsung, lewat perantara, atau tidak sama sekali',
    why: 'Untuk melihat apakah panggilan berhasil',
    where: 'Di memori selama panggilan, lalu sebagai jumlah tanpa nama selama server berjalan',
    others: counted,
  },
  signals: {
    what: 'Bagaimana browser kalian saling menjangkau',
    why: 'Server meneruskan pesannya',
    where: 'Tidak pernah: kedua browser kalian menyegelnya, dan server meneruskannya tanpa membaca',
    others: stranger,
  },
  stun: {
    what: 'Di server STUN: alamat jaringanmu ketika kamu mencari, kecuali kamu menyembunyikannya',
    why: 'Server itu menjawab dengan alamat yang tidak diketahui browsermu di balik router',
    where: 'Pada pengelolanya, selama ia mau; server mana yang dipakai tertulis di bawah',
    others: 'Siapa pun yang diberi tahu server STUN',
  },
  relay: {
    what: 'Di perantara: alamat jaringanmu ketika halaman dibuka dan ketika kamu mencari; dari panggilan yang lewat sana, kedua alamat, kapan, dan berapa banyak yang dikirim',
    why: 'Untuk melihat apakah perantara menjawab, dan meneruskan panggilan; isinya tetap tersegel',
    where: 'Di memori selama itu; untuk kuota dengan nama yang diacak dan berganti setiap jam',
    others: nobody,
  },
  ads: {
    what: 'Di jaringan iklan: alamat jaringanmu, browser yang kamu pakai, dan bahwa kamu mengunjungi situs ini',
    why: 'Untuk mengirim iklan yang kamu setujui untuk dilihat',
    where: 'Pada jaringan iklan, selama mereka mau; tidak pernah sebelum kamu setuju di layar itu',
    others: 'Siapa pun yang diberi tahu jaringan iklan',
  },
  nickname: {
    what: 'Nama panggilanmu',
    why: '–',
    where: sent,
    others: stranger,
  },
  talk: { what: 'Gambar, suara, dan teks', why: '–', where: sent, others: stranger },
  transfers: {
    what: 'Berkas, gambar, dan catatan suara yang kamu kirim, dan namanya',
    why: '–',
    where: sent,
    others: stranger,
  },
}
