/** The privacy page in Indonesian. */
import type { Words } from '../shape.ts'

export const privacy: Words['privacy'] = {
  title: 'Privasi',
  lead: (elsewhere) =>
    `P2P Chat memperkenalkan dua orang asing lalu menyingkir. Gambar, suara, dan teks pergi dari satu browser ke browser lain, tersegel. Tidak ada akun dan tidak ada cookie, tidak ada alamat yang disimpan kecuali jaringannya diblokir, dan ${elsewhere}.`,
  elsewhere: (helpers, hasAds) => {
    const forCalls =
      helpers && ` selain yang diperlukan panggilan, kepada ${helpers} (lihat di bawah)`
    const forAds = hasAds ? ', kecuali kamu setuju melihat iklan' : ''
    return `tidak ada yang dikirim kepada pihak lain${forCalls}${forAds}`
  },
  helpers: { stun: 'server STUN', relay: 'perantara' },
  stranger: {
    heading: 'Yang diketahui lawan bicara',
    address:
      'Dalam panggilan langsung, alamat jaringanmu (alamat IP). Alamat itu bisa menunjukkan penyedia internetmu dan kira-kira daerahmu. Dengan “Sembunyikan alamatku” di layar pertama, bila server ini punya perantara dan mengizinkannya, semuanya lewat perantara itu, dan lawan bicara melihat alamat perantara, bukan alamatmu; tanpa perantara maka tidak ada panggilan. Panggilan yang tidak menemukan jalan langsung juga memakai perantara, tetapi saat itu browser lawan bicara sudah menerima alamatmu.',
    shown:
      'Yang kamu perlihatkan, katakan, dan tulis, dan nama panggilanmu bila kamu memberikannya. Dengan “Mulai dengan buram”, gambar yang dilembutkan, atau bentuk gambar, gambar kameramu sendiri tidak meninggalkan browsermu; bahwa kamu memilihnya diberitahukan kepada browser lawan bicara.',
    common: 'Minat dan bahasa yang kalian berdua pilih; yang lain tidak.',
  },
  server: (page) =>
    `Setiap hal, mengapa, di mana dan berapa lama, serta siapa yang bisa dan tidak bisa mengetahuinya tertulis di “${page}”. Jumlah tanpa nama disimpan selama server berjalan: orang yang terhubung, perkenalan, laporan menurut alasan. Tidak satu pun ditulis ke disk, dan tidak ada alamat di antaranya.`,
  ads: {
    heading: 'Iklan',
    thisServer: 'server ini',
    place: (network) =>
      `Server ini punya tempat untuk iklan dari ${network}, di layar pertama dan terakhir suatu kunjungan, tidak pernah selama pencarian atau panggilan. Setiap iklan dimuat hanya setelah kamu setuju di layar itu. Menolak tidak merugikan apa pun, dan browser yang meminta agar tidak dilacak (Global Privacy Control) bahkan tidak ditanya.`,
    agreed: (network, from) =>
      `Begitu kamu setuju, browsermu memuat iklan dari ${from}, dan dari mana pun ${network} menyimpannya. ${network} lalu melihat alamat jaringanmu, browser yang kamu pakai, dan bahwa kamu mengunjungi situs ini; apa yang dilakukan dengan itu, mereka yang memutuskan. Iklan berjalan di bingkai tertutup, yang tidak bisa menjangkau halaman di sekitarnya, kamera, mikrofon, layar, lokasi, atau apa pun yang tersimpan. Iklan bisa memperlihatkan apa saja di dalam bingkai itu, memakai prosesor dan sambunganmu selama tampil, dan membuka halamannya sendiri ketika kamu mengekliknya.`,
    addresses:
      'Server ini juga melarang bingkai itu memakai WebRTC, tetapi belum ada browser yang menegakkannya: lewat WebRTC iklan bisa mengetahui alamatmu yang seharusnya disembunyikan proxy atau VPN darinya.',
  },
  blocks: {
    heading: 'Jaringan yang ditutup',
    how: 'Jaringan yang mengirim jauh lebih banyak daripada manusia diperlambat atau ditutup untuk sementara, begitu juga jaringan yang salah satu pengunjungnya dilaporkan beberapa orang asing. Siapa yang ditutup diberi tahu mengapa, sampai kapan, dan menerima kode, kecuali bila server sama sekali tidak lagi menjawab jaringannya; dengan kode itu ia bisa meminta seseorang memeriksanya lagi. Orang itu melihat alamat yang diblokir, alasan dan akhirnya, dan tidak melihat apa pun tentang siapa kamu atau siapa yang kamu temui. Bila pencarian dari jaringanmu diperlambat, perangkatmu bekerja beberapa detik dulu. Itu memperlambat banjir; itu bukan ujian apakah kamu manusia.',
    where:
      'Daftar itu hanya dikirim ke server situs ini. Bila pengelola sudah memasang tempat untuk peringatan, server mengirim ke sana bahwa sesuatu terjadi dan seberapa sering, tidak pernah sebuah alamat.',
  },
  end: {
    heading: 'Ketika percakapan berakhir',
    drop: 'Kedua browser melepaskan pesan, kunci, dan sambungan. Mereka melepaskannya; mereka tidak bisa menghapus chip memori, dan tidak bisa mencegah lawan bicara yang sudah memotret layar.',
    secrets:
      'Selama tiga detik setelah Berikutnya, kedua halaman menyimpan rahasia acak, yang dengannya Berikutnya bisa diurungkan bila keduanya mau. Halaman menyimpan satu lagi, hanya di memorinya, selama 60 detik setelah akhir percakapan, agar Bertemu lagi masih bisa ditekan, dan selama 15 menit bila sudah ditekan. Selama halaman menunggu untuk bertemu lagi dengan lawan bicara yang sama, server melihat tanda acak, dan bahwa dua orang yang menunjukkannya saling terkait. Server tidak menyimpan keduanya lebih lama daripada pada pertemuan lain mana pun.',
  },
  keeping: {
    heading: 'Menyimpan halaman',
    text: 'Kunjungan tidak meninggalkan apa pun di browsermu. Hanya bila kamu menekan “Simpan halaman ini di perangkat ini” di layar pertama, browsermu menyimpan berkas halaman, sama untuk semua orang, sampai kamu menghapusnya di sana. Tidak ada apa pun tentangmu atau tentang percakapan di antaranya. Suara dan notifikasi mati sampai kamu menyalakannya, dan tidak ada notifikasi yang memuat kata dari lawan bicara.',
  },
  reports: {
    heading: 'Laporan',
    text: 'Laporan mengakhiri panggilan dan menghitung alasannya. Tidak ada gambar dan tidak ada teks di dalamnya. Kalian berdua tidak dipertemukan lagi selama keduanya masih di sini. Bila beberapa orang asing dari jaringan yang berbeda melaporkan pengunjung yang sama, jaringannya ditutup untuk sementara. Laporan bahwa seseorang tampak di bawah 18 tahun segera sampai ke moderator: ia melihat angka yang mewakili pengunjung itu, bukan alamatnya, dan bisa menutup jaringan pengunjung itu; baru saat itu alamatnya ada di daftar blokir.',
  },
  limits: {
    heading: 'Yang tidak bisa kami janjikan',
    text: 'Pengelola server ini juga mengirim halaman ini, dan bisa mengirim halaman lain. Penyedia internetmu melihat bahwa ada panggilan, dan dalam panggilan langsung juga dengan alamat mana. Menyatakan bahwa kamu berumur 18 tahun membuktikan bahwa peringatan sudah diperlihatkan, bukan umur siapa pun.',
  },
}
