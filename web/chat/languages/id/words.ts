/** A search, a call and its end in Indonesian. */
import type { Rest } from '../shape.ts'

export const words: Rest['words'] = {
  camera: {
    title: 'Boleh pakai kamera dan mikrofonmu?',
    text: 'Browser sedang bertanya kepadamu. Gambar dan suara hanya pergi ke lawan bicara, tidak pernah ke server kami.',
    audioOnly: 'Lanjut dengan suara saja',
    without: 'Lanjut tanpa kamera dan mikrofon',
    withoutHint:
      'Tanpa kamera dan mikrofon kamu tetap bisa melihat dan mendengar lawan bicara, dan menulis.',
    cancel: 'Batal',
    retry: 'Coba lagi',
    voiceTitle: 'Boleh pakai mikrofonmu?',
    voiceText:
      'Browser sedang bertanya kepadamu. Suara hanya pergi ke lawan bicara, tidak pernah ke server kami. Kameramu tetap mati.',
    drawn: 'Lanjut sebagai bentuk gambar',
    drawnUnheard: 'Lanjut sebagai bentuk gambar, tanpa mikrofon',
  },
  deviceProblem: {
    denied: {
      title: 'Kamera diblokir',
      text: 'Izinkan kamera dan mikrofon untuk halaman ini di pengaturan browser, lalu coba lagi.',
    },
    inUse: {
      title: 'Kamera sedang dipakai',
      text: 'Program atau tab lain memakai kamera atau mikrofon. Tutup dulu, lalu coba lagi.',
    },
    notFound: {
      title: 'Kamera atau mikrofon tidak ditemukan',
      text: 'Pasang satu, lalu coba lagi. Atau lanjut tanpa itu.',
    },
    insecure: {
      title: 'Halaman ini datang tanpa enkripsi',
      text: 'Browser hanya memberi kamera ke halaman yang aman. Buka alamat ini dengan https, atau lanjut tanpa kamera.',
    },
    unplugged: {
      title: 'Sebuah perangkat terputus',
      text: 'Pasang lagi kamera atau mikrofonnya, lalu coba lagi.',
    },
    unknown: {
      title: 'Kamera tidak menyala',
      text: 'Coba lagi, atau lanjut tanpa kamera.',
    },
    microphoneDenied: {
      title: 'Mikrofon diblokir',
      text: 'Supaya suaramu terdengar, izinkan mikrofon untuk halaman ini di pengaturan browser, lalu coba lagi.',
    },
    microphoneInUse: {
      title: 'Mikrofon sedang dipakai',
      text: 'Supaya suaramu terdengar, tutup program atau tab lain yang memakai mikrofon, lalu coba lagi.',
    },
    microphoneUnknown: {
      title: 'Mikrofon tidak menyala',
      text: 'Supaya suaramu terdengar, coba lagi. Atau lanjut tanpa suara.',
    },
    noMicrophone: {
      title: 'Mikrofon tidak ditemukan',
      text: 'Supaya suaramu terdengar, pasang mikrofon, lalu coba lagi.',
    },
    noCamera: {
      title: 'Kamera tidak ditemukan',
      text: 'Supaya kamu terlihat, pasang kamera, lalu coba lagi.',
    },
  },
  relay: {
    away: 'Panggilan langsung menunjukkan alamat jaringanmu kepada lawan bicara. Perantara yang menyembunyikannya sedang tidak menjawab.',
    full: 'Panggilan langsung menunjukkan alamat jaringanmu kepada lawan bicara. Perantara yang menyembunyikannya sedang penuh untuk jaringanmu.',
    hiddenAway:
      'Perantara yang menyembunyikan alamatmu sedang tidak menjawab, jadi belum bisa menelepon siapa pun.',
    hiddenFull: 'Perantara yang menyembunyikan alamatmu sedang penuh untuk jaringanmu.',
    check: 'Periksa lagi',
  },
  search: {
    title: 'Mencari seseorang…',
    titleInterests: (interests) => `Mencari seseorang yang suka ${interests}`,
    connecting: 'Menyambung…',
    keepOpen: 'Biarkan halaman ini terbuka. Kamu bisa pergi kapan saja.',
    hint: 'Masih mencari. Sekarang sedang sepi.',
    hintAnyone: 'Masih mencari. Sekarang sedang sepi, jadi bisa siapa saja, apa pun minatnya.',
    cancel: 'Batal',
    atStart: 'Kamu kembali di awal.',
  },
  notice: {
    couldNotConnect: 'Kalian berdua tidak bisa tersambung. Mencari orang lain.',
    notBack: 'Kalian berdua tidak kembali bersama. Mencari orang lain.',
    reconnecting: 'Server tidak dapat dijangkau. Mencoba lagi; pencarianmu berlanjut.',
    updating: 'Server sedang diperbarui. Sebentar lagi kembali; pencarianmu berlanjut.',
    crowded: 'Sedang sangat ramai. Mencoba lagi.',
    slowed:
      'Banyak pencarian datang dari jaringanmu, jadi yang ini menunggu beberapa detik sementara perangkatmu menghitung sedikit. Ini memperlambat banjir permintaan; bukan ujian untukmu.',
  },
  returning: { undo: 'Sedang kembali…', back: 'Sedang kembali…', code: 'Menunggu lawan bicara…' },
  call: {
    label: 'Panggilan',
    stranger: 'Lawan bicara',
    you: 'Kamu',
    pairing: 'Ada seseorang. Menyambung…',
    pairingAgain: 'Belum berhasil. Mencoba sekali lagi…',
    connected: 'Kamu sedang bicara dengan seseorang. Sapa dia.',
    connectedBy: (common) => `Kamu sedang bicara dengan seseorang. ${common} Sapa dia.`,
    common: (what) => `Kalian berdua suka ${what}.`,
    commonLanguage: (what) => `Kalian berdua bisa ${what}.`,
    away: 'Lawan bicara sedang tidak melihat…',
    back: 'Lawan bicara sudah kembali. Kalian bicara lagi.',
    recovering: 'Sambungan putus. Memanggil kembali lawan bicara…',
    serverLost: 'Server sedang tidak ada. Panggilanmu tetap berjalan.',
    serverUpdating: 'Server sedang diperbarui. Panggilanmu tetap berjalan.',
    cameraOff: 'Kamera lawan bicara mati',
    ownCameraOff: 'Kameramu mati',
    ownOnly: 'Hanya kamu yang melihat ini.',
    microphoneOff: 'Mikrofon lawan bicara mati',
    turnSoundOn: 'Nyalakan suara',
    moveSelf: 'Pindahkan gambarmu',
    hideSelf: 'Sembunyikan gambarmu',
    showSelf: 'Tampilkan gambarmu',
    armed: 'Tekan Esc sekali lagi untuk keluar',
  },
  together: (title, text) => `${title}. ${text}`,
  ended: {
    skipped: { title: 'Lawan bicara sudah beralih', text: 'Dia memilih bertemu orang lain.' },
    left: { title: 'Lawan bicara pergi', text: 'Dia mengakhiri percakapan.' },
    lost: {
      title: 'Sambungan hilang',
      text: 'Lawan bicara tidak bisa dijangkau lagi. Mungkin jaringannya, mungkin jaringanmu.',
    },
    away: {
      title: 'Kamu sedang tidak ada',
      text: 'Halaman ini tidak terlihat selama dua menit, jadi percakapan berakhir.',
    },
    strangerAway: {
      title: 'Lawan bicara tidak kembali',
      text: 'Halamannya tidak terlihat selama dua menit, jadi percakapan berakhir.',
    },
    stopped: { title: 'Kamu keluar', text: 'Percakapan sudah hilang dari kedua browser.' },
    reported: {
      title: 'Kamu mengakhiri panggilan',
      text: 'Kamu melaporkan lawan bicara.',
    },
    tampered: {
      title: 'Perkenalan diubah',
      text: 'Sesuatu di jalan mengubah apa yang dikatakan browser kalian, jadi kami tidak menyambungkan kalian.',
    },
    tooManySearches: {
      title: 'Pelan sedikit, ya',
      text: 'Ada banyak pencarian dari jaringanmu. Tunggu sebentar.',
    },
    blocked: {
      title: 'Jaringanmu diblokir untuk sementara',
      text: 'Mungkin karena ulah orang lain di jaringanmu.',
    },
    outdated: { title: 'Halaman ini sudah lama', text: 'Muat ulang untuk versi yang baru.' },
    differed: {
      title: 'Ada orang di antara kalian',
      text: 'Kalian melihat simbol yang berbeda, jadi ucapan kalian di sini bisa dibaca di jalan. Tinggalkan situs ini dan beri tahu yang lain: pengelolanya disebut di Privasi.',
    },
    noRelay: {
      title: 'Perantara tidak menjawab',
      text: 'Alamatmu hanya tersembunyi lewat perantara, jadi panggilan berhenti di sini. Tidak ada yang dikirim langsung ke lawan bicara.',
    },
    relayFull: {
      title: 'Perantara penuh',
      text: 'Sedang tidak ada tempat untuk jaringanmu, dan alamatmu hanya tersembunyi lewat perantara. Coba lagi beberapa menit lagi.',
    },
    apart: {
      title: 'Kalian berdua tidak bisa disambungkan',
      text: 'Peramban kalian tidak menemukan jalan. Tiga kata tetap berlaku: pilih lagi di layar awal.',
    },
    codeOver: {
      title: 'Tiga katamu sudah berakhir',
      text: 'Lima belas menit sudah lewat, dan lawan bicara tidak datang.',
    },
    unsupported: {
      title: 'Panggilan tidak bisa di sini',
      text: 'Browser ini tidak punya panggilan pribadi. Coba browser lain.',
    },
  },
  reportResult: {
    sending: 'Mengirim laporanmu…',
    accepted:
      'Terima kasih. Laporanmu dihitung: kalian tidak akan bertemu lagi selama kalian berdua masih di sini.',
    lapsed: 'Terlambat: server sudah tidak ingat orang ini, jadi laporan tidak dihitung.',
    tooMany:
      'Jaringanmu mengirim banyak laporan dalam satu jam terakhir, jadi yang ini tidak dihitung.',
  },
}
