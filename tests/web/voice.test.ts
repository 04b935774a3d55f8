import { VOICE_LEVELS, VOICE_TYPES, type VoiceType } from '../../web/chat/transferProtocol.ts'
import { chooseVoiceType } from '../../web/chat/voice.ts'
import { clockTime } from '../../web/chat/amounts.ts'
import { levelOf, loudnessOf, squeezeLevels } from '../../web/chat/voiceLevels.ts'

describe('the format of a voice note', () => {
  const CHROMIUM: readonly VoiceType[] = ['audio/webm']
  const NEW_CHROMIUM: readonly VoiceType[] = ['audio/webm', 'audio/mp4']
  const FIREFOX: readonly VoiceType[] = ['audio/webm', 'audio/ogg']
  const SAFARI: readonly VoiceType[] = ['audio/mp4']
  /** It says that it records and plays WebM, and is heard badly in it. */
  const NEW_SAFARI: readonly VoiceType[] = ['audio/webm', 'audio/mp4']
  type Case = [
    string,
    readonly VoiceType[],
    readonly VoiceType[],
    VoiceType | null,
    (readonly VoiceType[])?,
  ]
  it.each<Case>([
    ['Chromium to everybody', CHROMIUM, VOICE_TYPES, 'audio/webm'],
    ['Firefox to who plays Ogg, in which one can seek', FIREFOX, VOICE_TYPES, 'audio/ogg'],
    ['Firefox to who plays no Ogg', FIREFOX, ['audio/webm', 'audio/mp4'], 'audio/webm'],
    ['Safari to everybody', SAFARI, VOICE_TYPES, 'audio/mp4'],
    ['Chromium to Chromium, though both know MPEG-4', NEW_CHROMIUM, VOICE_TYPES, 'audio/webm'],
    ['Safari to Chromium', NEW_SAFARI, VOICE_TYPES, 'audio/mp4', NEW_SAFARI],
    ['Chromium to Safari', NEW_CHROMIUM, NEW_SAFARI, 'audio/mp4'],
    ['a Chromium without MPEG-4 to Safari', CHROMIUM, NEW_SAFARI, 'audio/webm'],
    ['Safari to Safari', NEW_SAFARI, NEW_SAFARI, 'audio/mp4', NEW_SAFARI],
    [
      'who records Ogg alone, and says that it plays nothing',
      ['audio/ogg'],
      VOICE_TYPES,
      'audio/ogg',
      [],
    ],
    ['Chromium to who plays MPEG-4 only', CHROMIUM, ['audio/mp4'], null],
    ['anybody to who plays nothing', VOICE_TYPES, [], null],
    ['who records nothing', [], VOICE_TYPES, null],
  ])('[C14] is one that both know: %s', (_, recorded, played, expected, own = VOICE_TYPES) => {
    expect(chooseVoiceType(played, own, (type) => recorded.includes(type))).toBe(expected)
  })

  it('[C14] is none where there is no recorder', () => {
    expect(chooseVoiceType(VOICE_TYPES, VOICE_TYPES)).toBeNull()
  })
})

describe('loudness', () => {
  const tone = (height: number) =>
    Float32Array.from({ length: 4_800 }, (_, at) => height * Math.sin((at * 2 * Math.PI) / 48))

  it('is the root mean square', () => {
    expect(loudnessOf(tone(0.5))).toBeCloseTo(0.5 / Math.SQRT2, 3)
    expect(loudnessOf(new Float32Array(0))).toBe(0)
    expect(loudnessOf(new Float32Array(9))).toBe(0)
  })

  it('[C14] is told in whole steps from 0 to 15, whatever was heard', () => {
    for (const loudness of [0, 1e-30, 0.001, 0.03, 0.2, 1, 40, Infinity]) {
      const level = levelOf(loudness)
      expect(Number.isInteger(level)).toBe(true)
      expect(level).toBeGreaterThanOrEqual(0)
      expect(level).toBeLessThanOrEqual(15)
    }
    expect([0, 0.001, 1].map(levelOf)).toEqual([0, 0, 15])
    // Speech moves in the middle, where it is seen.
    expect(levelOf(0.02)).toBeGreaterThan(4)
    expect(levelOf(0.1)).toBeLessThan(15)
    expect(levelOf(0.1)).toBeGreaterThan(levelOf(0.02))
  })

  it('[C14] of a whole note fits its picture, and keeps the loudest of every part', () => {
    expect(squeezeLevels([])).toEqual([])
    expect(squeezeLevels([7])).toEqual(Array.from({ length: VOICE_LEVELS }, () => 7))
    expect(squeezeLevels([1, 2, 3, 4], 2)).toEqual([2, 4])
    expect(squeezeLevels([1, 2, 3], 6)).toEqual([1, 1, 2, 2, 3, 3])
    const minute = Array.from({ length: 600 }, (_, at) => (at === 599 ? 15 : 1))
    expect(squeezeLevels(minute)).toHaveLength(VOICE_LEVELS)
    expect(squeezeLevels(minute).indexOf(15)).toBe(VOICE_LEVELS - 1)
    expect(squeezeLevels([0, 0, 9, 0, 0], 5)).toEqual([0, 0, 9, 0, 0])
  })
})

it.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [59.99, '0:59'],
  [60, '1:00'],
  [754, '12:34'],
  [-1, '0:00'],
])('%s seconds are written %s', (seconds, text) => {
  expect(clockTime(seconds)).toBe(text)
})
