/** The digest of a file that is never whole in memory. */
import { createHash } from 'node:crypto'
import { digestBlock, digestFile } from '../../web/chat/digest.ts'

const sha = (data: Uint8Array) => createHash('sha256').update(data).digest()

it.each([[[]], [[3]], [[1_000, 1_000, 7]]])(
  '[C12] is that of the digests of all blocks: %j',
  async (sizes) => {
    const blocks = sizes.map((size, nth) => new Uint8Array(size).fill(nth))
    const whole = sha(Buffer.concat(blocks.map(sha)))
    expect(await digestFile(blocks.map(digestBlock))).toBe(whole.toString('base64url'))
  },
)
