/** The search that the proof of privacy rests on: what it finds, and what it does not. */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { noise } from './controls.ts'
import { createMarks, needlesOf, type Marks } from './marks.ts'
import { createSearch, hayOf, needZstd } from './search.ts'

const HAY_BYTES = 9 * 1024 * 1024
const CHUNK_BYTES = 8 * 1024 * 1024

function markAll(): Marks {
  const marks = createMarks()
  marks.address(4)
  marks.address(6)
  marks.text('nickname')
  marks.bytes('file')
  return marks
}

const searchFor = ({ all }: Marks) => createSearch(all.flatMap(needlesOf))

test('[P5] every form of every mark is found, and no other is', async () => {
  const marks = markAll()
  const search = searchFor(marks)
  for (const needle of marks.all.flatMap(needlesOf)) {
    const found = await search.look(hayOf(Buffer.concat([Buffer.from('x'), needle.bytes])))
    expect(found).toContainEqual(
      expect.objectContaining({ mark: needle.mark, form: needle.form, at: 1 }),
    )
    expect(new Set(found.map(({ mark }) => mark))).toEqual(new Set([needle.mark]))
  }
})

test('[P5] what others leave is not found', async () => {
  const others = Buffer.concat(
    markAll()
      .all.flatMap(needlesOf)
      .map(({ bytes }) => bytes),
  )
  expect(await searchFor(markAll()).look(hayOf(others))).toEqual([])
})

test('[P5] a mark is found wherever it lies, and in whatever case', async () => {
  const marks = createMarks()
  const text = marks.text('text')
  const search = searchFor(marks)
  for (const at of [0, CHUNK_BYTES - 9, CHUNK_BYTES - 1, CHUNK_BYTES, HAY_BYTES - text.length]) {
    const hay = Buffer.alloc(HAY_BYTES)
    hay.write(text.toUpperCase(), at)
    expect(await search.look(hayOf(hay))).toMatchObject([{ form: 'as it is', at }])
  }
})

test('[P5] a mark is found in what is compressed, broken off and compressed again', async () => {
  const marks = createMarks()
  const text = marks.text('text')
  const search = searchFor(marks)
  const noise = randomBytes(5_000)
  const plain = Buffer.from(text + randomBytes(200_000).toString('hex'))
  const zstd = execFileSync('zstd', ['-cq'], { input: plain, maxBuffer: 1_000_000 })
  for (const packed of [gzipSync(plain), gzipSync(gzipSync(plain)), zstd, gzipSync(zstd)])
    for (const whole of [packed, packed.subarray(0, 150_000)]) {
      const found = await search.look(hayOf(Buffer.concat([noise, whole, noise])))
      expect(found.map(({ form }) => form)).toEqual(['as it is'])
      expect(found[0]?.inside).toMatch(/^(gzip|zstd) at 5000/)
    }
})

test('[P5] what the proof packs beside a mark can hold no address by chance', () => {
  const signs = new Set(noise(10_000))
  const marks = createMarks()
  for (let nth = 0; nth < 500; nth += 1) for (const family of [4, 6] as const) marks.address(family)
  const isNoise = (byte: number) => signs.has(String.fromCharCode(byte).toLowerCase())
  const spelt = marks.all.flatMap(needlesOf).filter(({ bytes }) => bytes.every(isNoise))
  expect(spelt).toEqual([])
})

test('[P5] nothing is proven without what looks into zstd', () => {
  expect(() => needZstd()).not.toThrow()
  expect(() => needZstd({ PATH: '/nowhere' })).toThrow('Nothing was proven')
})
