/** The frame of the policy pages, the terms, and the page of what the server can see, in Indonesian. */
import type { Words } from '../shape.ts'

export const pages: Words['pages'] = {
  frame: {
    dated: (date) => `Teks ini bertanggal ${date}.`,
    translated: (page) =>
      `Ini terjemahan. Bila berbeda dari ${page}, teks bahasa Inggris yang berlaku.`,
    englishText: 'teks bahasa Inggris',
    languages: 'Halaman ini dalam bahasa lain',
    questions: 'Pertanyaan',
    noContact: 'Pengelola server ini belum menyebutkan kontak.',
    lobby: 'Kembali ke lobi',
    chosen: 'Yang dipilih pengelola server ini',
  },
  terms: {
    title: 'Ketentuan',
    who: {
      heading: 'Siapa yang boleh memakai',
      text: 'Hanya orang berumur 18 tahun atau lebih. Kalau kamu lebih muda, silakan pergi sekarang.',
    },
    conduct: {
      heading: 'Bagaimana saling memperlakukan',
      rules: [
        'Tidak ada hal seksual terhadap orang yang tidak menyetujuinya.',
        'Tidak ada pelecehan, ancaman, atau kebencian.',
        'Tidak ada spam, penipuan, atau promosi.',
        'Jangan merekam atau menyebarkan apa yang diperlihatkan lawan bicara kepadamu.',
        'Tidak ada yang dilarang hukum di tempatmu berada.',
      ],
      leave:
        'Kamu bisa pergi kapan saja, dengan Berikutnya atau Keluar. Kalau seseorang tampak di bawah 18 tahun atau melanggar aturan ini, tekan Laporkan: panggilan langsung berakhir.',
    },
    abuse: {
      heading: 'Yang kami lakukan terhadap penyalahgunaan',
      text: 'Kami membatasi seberapa cepat satu jaringan bisa terhubung, mencari, dan melapor. Siapa yang membanjiri server diputus. Kami tidak mengawasi percakapan, dan kami tidak bisa.',
    },
    guarantee: {
      heading: 'Tanpa jaminan',
      text: 'Kami tidak tahu siapa yang akan kamu temui, dan tidak memeriksa apa yang dikatakan. Jangan bagikan sesuatu kalau kamu tidak ingin orang asing menyimpannya.',
    },
  },
  view: {
    title: 'Apa yang bisa dilihat server',
    lead: 'Apa yang diketahui siapa pun tentang kamu saat kamu memakai situs ini, satu per satu: untuk apa, di mana tersimpan, dan berapa lama. Untuk setiap baris proyek ini punya pengujian yang gagal bila baris itu tidak benar; yang berbeda antar-server berasal dari pengaturan server ini.',
    data: {
      heading: 'Setiap hal tentang kamu',
      what: 'Apa',
      why: 'Mengapa',
      where: 'Di mana, dan berapa lama',
      others: 'Siapa lagi',
    },
    observers: {
      heading: 'Siapa bisa apa, dan siapa tidak',
      who: 'Siapa',
      can: 'Bisa',
      cannot: 'Tidak bisa',
    },
    nobody:
      'Tidak ada yang bisa menghapus apa yang sudah dilihat orang asing, dan tidak ada halaman web yang bisa membuktikan bahwa servernya mengirim apa yang tertulis di kode sumbernya.',
  },
}
