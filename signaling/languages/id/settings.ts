/** What the operator chose, in Indonesian. */
import type { Words } from '../shape.ts'

export const settings: Words['settings'] = {
  none: 'Tidak ada',
  calls: {
    name: 'Panggilan',
    choice: 'Langsung, atau lewat perantara server ini bagi yang menyembunyikan alamatnya',
    always: 'Selalu lewat perantara server ini',
    never: 'Langsung, atau lewat perantara server ini bila tidak ada jalan langsung',
    direct: 'Langsung: server ini tidak punya perantara',
  },
  stun: 'Bantuan mencari jalan langsung (STUN)',
  turn: 'Perantara (TURN)',
  limits: {
    name: 'Batas untuk satu jaringan',
    visits: (figure) => ({ other: `${figure} kunjungan` }),
    searches: (figure) => ({ other: `${figure} pencarian` }),
    reports: (figure) => ({ other: `${figure} laporan` }),
    pages: (figure) => ({ other: `${figure} halaman` }),
    all: (visits, searches, reports, pages) =>
      `${visits} dan ${searches} per menit, ${reports} per jam, ${pages} sekaligus yang belum berbicara dengan siapa pun`,
  },
  excess: {
    name: 'Jaringan yang berlebihan',
    blocked: 'Diperlambat atau ditutup untuk sementara',
    byHand: 'Dibatasi; ditutup hanya bila seseorang memutuskannya',
    limited: 'Dibatasi, tetapi tidak ditutup',
  },
  span: {
    name: 'Berapa lama jaringan ditutup',
    blocked: (longest) => `Paling lama ${longest}, atau 30 hari bila seseorang memutuskannya`,
    byHand: 'Paling lama 30 hari, bila seseorang memutuskannya',
    never: 'Tidak sama sekali',
  },
  reports: 'Berapa lama laporan diingat',
  alerts: {
    name: 'Peringatan ke tempat di luar server ini',
    on: 'Bahwa sesuatu terjadi, dan seberapa sering',
    maybe: 'Bila pengelola sudah memasangnya: bahwa sesuatu terjadi, dan seberapa sering',
  },
  kept: {
    name: 'Yang disimpan tentang pengunjung',
    blocks: 'Tidak ada, selain jaringan yang ditutup, dan sesudahnya bentuk yang diacak',
    nothing: 'Tidak ada',
  },
  advertising: {
    name: 'Iklan',
    off: 'Mati',
    on: (network, from) =>
      `Dari ${network}, dimuat dari ${from} bila kamu setuju, hanya di layar pertama dan terakhir`,
  },
}
