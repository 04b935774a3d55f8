import { shareText, sizeText, speedText, timeText } from '../../web/chat/amounts.ts'
import { isProgram } from '../../web/chat/care.ts'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [999_400, '999 kB'],
  [999_600, '1 MB'],
  [5_240_000, '5.2 MB'],
  [268_435_456, '268 MB'],
  [2_147_483_648, '2.1 GB'],
])('says %i bytes as %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})

it.each([
  [820, '820 byte/s'],
  [5_240_000, '5.2 MB/s'],
])('says %i bytes a second as %s', (bytes, text) => {
  expect(speedText(bytes)).toBe(text)
})

it.each([
  [0, '1 second'],
  [0.2, '1 second'],
  [9.5, '10 seconds'],
  [11, '15 seconds'],
  [54, '55 seconds'],
  [56, '1 minute'],
  [61, '2 minutes'],
  [5_399, '90 minutes'],
  [5_401, '2 hours'],
])('says %d seconds as %s', (seconds, text) => {
  expect(timeText(seconds)).toBe(text)
})

it.each([
  [0, '0%'],
  [0.999, '99%'],
  [1, '100%'],
])('says a share of %d as %s', (share, text) => {
  expect(shareText(share)).toBe(text)
})

it.each([
  'a.exe',
  'A.EXE',
  'photo.jpg.scr',
  'run.sh',
  'page.html',
  'x.svg',
  'macro.docm',
  'a.exe. .',
  ...'chm hlp jnlp diagcab appref-ms settingcontent-ms search-ms library-ms xpi crx msu msix appx'
    .split(' ')
    .map((ending) => `a.${ending}`),
  ...'appinstaller wsf url lnk scf reg iso img vhd one theme webloc mobileconfig rdp xlsb svgz'
    .split(' ')
    .map((ending) => `a.${ending}`),
])('[C19] warns of the program %s', (name) => {
  expect(isProgram(name)).toBe(true)
})
it.each(['a.pdf', 'exe', 'notes', 'film.mkv', 'a.exe.txt', 'song.mp3', ''])(
  '[C19] does not warn of %s',
  (name) => {
    expect(isProgram(name)).toBe(false)
  },
)
