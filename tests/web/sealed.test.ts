import { parseClientMessage } from '../../signaling/protocol.ts'
import { createSeal, createSealingKeys, SealError, toBase64Url } from '../../web/chat/sealed.ts'

const PAIR = 'a'.repeat(22)
const OTHER_PAIR = 'b'.repeat(22)
/** Coordinates of points are numbers below it (FIPS 186-4, D.1.2.3). */
const P256_FIELD = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Two partners as an honest server introduces them. */
async function meet(pair = PAIR) {
  const [ann, bob] = await Promise.all([createSealingKeys(), createSealingKeys()])
  const [offering, answering] = await Promise.all([
    createSeal(ann, bob.publicKey, pair, 'offer'),
    createSeal(bob, ann.publicKey, pair, 'answer'),
  ])
  return { ann, bob, offering, answering }
}

function flip(frame: ArrayBuffer, at: number): ArrayBuffer {
  const bytes = new Uint8Array(frame.slice(0))
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes.buffer
}

describe('two seals', () => {
  it('[C1] open what the other sealed, both ways and many times, in any script', async () => {
    const { offering, answering } = await meet()
    for (let turn = 0; turn < 64; turn += 1) {
      const text = `${turn} Grüße 👋 ${'x'.repeat(turn)}`
      expect(await answering.open(await offering.seal(text))).toBe(text)
      expect(await offering.open(await answering.seal(text))).toBe(text)
    }
  })

  it('[C1] number frames in the order of the calls, not of their completion', async () => {
    const { offering, answering } = await meet()
    const frames = await Promise.all(['one', 'two', 'three'].map((text) => offering.seal(text)))
    const opened = await Promise.all(frames.map((frame) => answering.open(frame)))
    expect(opened).toEqual(['one', 'two', 'three'])
  })

  it('[C1] never seal the same text alike', async () => {
    const { offering, answering } = await meet()
    const frames = await Promise.all([
      offering.seal('same'),
      offering.seal('same'),
      answering.seal('same'),
    ])
    expect(new Set(frames.map((frame) => toBase64Url(new Uint8Array(frame)))).size).toBe(3)
  })

  it('[C1] show nothing of the text', async () => {
    const { offering } = await meet()
    const frame = Buffer.from(await offering.seal('a=candidate:192.168.1.7'))
    expect(frame.includes('candidate')).toBe(false)
  })
})

describe('a frame', () => {
  it('[C1] does not open with any one byte changed, of the text or of the tag', async () => {
    const { ann, bob, offering } = await meet()
    const frame = await offering.seal('{"candidates":[]}')
    for (let at = 0; at < frame.byteLength; at += 1) {
      const answering = await createSeal(bob, ann.publicKey, PAIR, 'answer')
      await expect(answering.open(flip(frame, at))).rejects.toThrow(SealError)
    }
  })

  it.each([
    ['cut', (frame: ArrayBuffer) => frame.slice(0, -1)],
    ['longer', (frame: ArrayBuffer) => new Uint8Array([...new Uint8Array(frame), 0]).buffer],
    ['shorter than its tag', (frame: ArrayBuffer) => frame.slice(0, 15)],
    ['empty', () => new ArrayBuffer(0)],
  ])('[C1] that is %s does not open', async (_, change) => {
    const { offering, answering } = await meet()
    await expect(answering.open(change(await offering.seal('hello')))).rejects.toThrow(SealError)
  })

  it('[C1] does not open a second time', async () => {
    const { offering, answering } = await meet()
    const frame = await offering.seal('hello')
    await answering.open(frame)
    await expect(answering.open(frame)).rejects.toThrow(SealError)
  })

  it('[C1] does not open out of order', async () => {
    const { offering, answering } = await meet()
    const [, second] = [await offering.seal('one'), await offering.seal('two')]
    await expect(answering.open(second)).rejects.toThrow(SealError)
  })

  it('[C1] does not open after one was left out', async () => {
    const { offering, answering } = await meet()
    const [first, , third] = [
      await offering.seal('one'),
      await offering.seal('two'),
      await offering.seal('three'),
    ]
    await answering.open(first)
    await expect(answering.open(third)).rejects.toThrow(SealError)
  })

  it('[C1] does not open for who sealed it', async () => {
    const { offering } = await meet()
    await expect(offering.open(await offering.seal('hello'))).rejects.toThrow(SealError)
  })

  it('[C1] of one pair does not open in another pair of the same keys', async () => {
    const { ann, bob, offering } = await meet()
    const elsewhere = await createSeal(bob, ann.publicKey, OTHER_PAIR, 'answer')
    await expect(elsewhere.open(await offering.seal('hello'))).rejects.toThrow(SealError)
  })

  it.each(['offer', 'answer'] as const)('[C1] does not open when both %s', async (role) => {
    const { ann, bob } = await meet()
    const one = await createSeal(ann, bob.publicKey, PAIR, role)
    const other = await createSeal(bob, ann.publicKey, PAIR, role)
    await expect(other.open(await one.seal('hello'))).rejects.toThrow(SealError)
  })
})

describe('a server that puts itself between', () => {
  it('[C1] cannot pass on what it did not seal anew', async () => {
    const [ann, bob, mallory] = await Promise.all([
      createSealingKeys(),
      createSealingKeys(),
      createSealingKeys(),
    ])
    const annSeal = await createSeal(ann, mallory.publicKey, PAIR, 'offer')
    const bobSeal = await createSeal(bob, mallory.publicKey, PAIR, 'answer')
    await expect(bobSeal.open(await annSeal.seal('hello'))).rejects.toThrow(SealError)
    expect(await annSeal.meetToken()).not.toBe(await bobSeal.meetToken())
  })

  it('[C1] breaks the seal by changing the key of one side only', async () => {
    const { ann, answering } = await meet()
    const mallory = await createSealingKeys()
    const deceived = await createSeal(ann, mallory.publicKey, PAIR, 'offer')
    await expect(answering.open(await deceived.seal('hello'))).rejects.toThrow(SealError)
  })

  it('[C1] [P12] breaks it also with the mirrored key, of which the same secret comes', async () => {
    const { ann, bob, answering } = await meet()
    const point = Buffer.from(bob.publicKey, 'base64url')
    const y = BigInt(`0x${point.toString('hex', 33)}`)
    point.write((P256_FIELD - y).toString(16).padStart(64, '0'), 33, 'hex')
    const deceived = await createSeal(ann, toBase64Url(point), PAIR, 'offer')
    await expect(answering.open(await deceived.seal('hello'))).rejects.toThrow(SealError)
  })
})

describe('a key', () => {
  it('[C1] is refused when it is our own', async () => {
    const own = await createSealingKeys()
    for (const role of ['offer', 'answer'] as const)
      await expect(createSeal(own, own.publicKey, PAIR, role)).rejects.toThrow(SealError)
  })

  it.each([true, false])(
    '[C1] [P12] is refused in another spelling; our own: %s',
    async (isOwn) => {
      const own = await createSealingKeys()
      const { publicKey } = isOwn ? own : await createSealingKeys()
      // Of the last letter two bits mean nothing.
      const spelt = publicKey.replace(/.$/, (letter) => LETTERS[LETTERS.indexOf(letter) + 1] ?? '')
      expect(Buffer.from(spelt, 'base64url')).toEqual(Buffer.from(publicKey, 'base64url'))
      await expect(createSeal(own, spelt, PAIR, 'offer')).rejects.toThrow(SealError)
    },
  )

  it('[C1] is refused when it is a point of the curve, but compressed', async () => {
    const { publicKey } = await createSealingKeys()
    const point = Buffer.from(publicKey, 'base64url')
    const compressed = Buffer.from(point.subarray(0, 33))
    compressed[0] = 2 + ((point[64] ?? 0) % 2)
    await expect(
      createSeal(await createSealingKeys(), toBase64Url(compressed), PAIR, 'offer'),
    ).rejects.toThrow(SealError)
  })

  const bytes = (length: number, first: number) => {
    const raw = new Uint8Array(length).fill(7)
    raw[0] = first
    return toBase64Url(raw)
  }
  it.each([
    ['is no point of the curve', bytes(65, 4)],
    ['is all zeros', toBase64Url(new Uint8Array(65))],
    ['is too short', bytes(64, 4)],
    ['is too long', bytes(66, 4)],
    ['is empty', ''],
  ])('[C1] is refused when it %s', async (_, key) => {
    await expect(createSeal(await createSealingKeys(), key, PAIR, 'offer')).rejects.toThrow(
      SealError,
    )
  })

  it('[C1] is in the form the server passes on, and new each time', async () => {
    const { publicKey, privateKey } = await createSealingKeys()
    const find = {
      type: 'find',
      mode: 'text',
      camera: false,
      interests: [],
      languages: [],
      calm: false,
      key: publicKey,
    }
    expect(parseClientMessage(JSON.stringify(find))).toEqual(find)
    expect(privateKey.extractable).toBe(false)
    expect((await createSealingKeys()).publicKey).not.toBe(publicKey)
  })
})

describe('a token for meeting again', () => {
  it('[C1] is the same on both sides, and in the form the server takes', async () => {
    const { ann, offering, answering } = await meet()
    const token = await offering.meetToken()
    expect(await answering.meetToken()).toBe(token)
    const again = { type: 'meet', token, key: ann.publicKey }
    expect(parseClientMessage(JSON.stringify(again))).toEqual(again)
  })

  it('[C1] differs for each pair and each two people, and is the same for each rebuild', async () => {
    const { ann, bob, offering } = await meet()
    const elsewhere = await createSeal(ann, bob.publicKey, OTHER_PAIR, 'offer')
    const others = await meet()
    const tokens = await Promise.all([
      offering.meetToken(),
      elsewhere.meetToken(),
      others.offering.meetToken(),
    ])
    expect(new Set(tokens).size).toBe(3)
    expect(await offering.meetToken()).toBe(tokens[0])
  })

  it('does not move the counters of the frames', async () => {
    const { offering, answering } = await meet()
    await answering.meetToken()
    expect(await answering.open(await offering.seal('hello'))).toBe('hello')
  })
})

describe('the seal of a rebuild', () => {
  it('[C1] opens for who has the salt of the first one, and for nobody else', async () => {
    const { offering, answering } = await meet()
    const [mine, theirs] = await Promise.all([offering.meetSalt(), answering.meetSalt()])
    expect(theirs).toEqual(mine)
    const other = await (await meet()).offering.meetSalt()
    expect(other).not.toEqual(mine)
    const [ann, bob] = await Promise.all([createSealingKeys(), createSealingKeys()])
    const rebuilt = (salt?: Uint8Array<ArrayBuffer>) =>
      Promise.all([
        createSeal(ann, bob.publicKey, OTHER_PAIR, 'offer', mine),
        createSeal(bob, ann.publicKey, OTHER_PAIR, 'answer', salt),
      ])
    const [one, two] = await rebuilt(theirs)
    expect(await two.open(await one.seal('hello'))).toBe('hello')
    for (const salt of [undefined, other]) {
      const [knowing, guessing] = await rebuilt(salt)
      await expect(guessing.open(await knowing.seal('hello'))).rejects.toThrow(SealError)
      await expect(knowing.open(await guessing.seal('hello'))).rejects.toThrow(SealError)
    }
  })

  it('[C1] has a salt that is never what the server is told', async () => {
    const { offering } = await meet()
    expect(toBase64Url(await offering.meetSalt())).not.toBe(await offering.meetToken())
  })
})
