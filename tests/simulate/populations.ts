/** Who comes: one row each. What a row does not say is the same for everybody (person.ts). */

interface Common {
  readonly name: string
  /** Whether its people do nothing that deserves more than patience. */
  readonly isHonest: boolean
  readonly people: number
  readonly address: (nth: number) => string
  /** When its people begin to come, within so many minutes from the start. */
  readonly comesMin: readonly [number, number]
}

/** Somebody with a page, who meets strangers. */
export interface Talker extends Common {
  readonly kind: 'talker'
  /** The share that shows a picture, that promises one and shows none, and that promises none. */
  readonly camera: { readonly shown: number; readonly feigned: number }
  /** With an ordinary stranger, seconds on average; each person has his own within the span. */
  readonly staysS: readonly [number, number]
  /** The share of ordinary strangers that he reports all the same. */
  readonly falseReports: number
  /** The share of his reports that say the stranger looks under 18. */
  readonly ageReports: number
  /** The share of strangers who report him, when they are honest. */
  readonly offends: number
  /** Minutes online and away in turn, on average; `null` for who never leaves. */
  readonly rhythmMin: readonly [number, number] | null
}

/** Somebody without a page, who sends rubbish over and over. */
export interface Fuzzer extends Common {
  readonly kind: 'fuzzer'
  readonly everyS: number
}

export type Population = Talker | Fuzzer

const PERSON = {
  kind: 'talker',
  isHonest: true,
  camera: { shown: 0.8, feigned: 0 },
  // One to six strangers a minute.
  staysS: [10, 60],
  falseReports: 0.01,
  ageReports: 0,
  offends: 0,
  rhythmMin: [20, 10],
  comesMin: [0, 10],
} as const

const inNet =
  (first: number) =>
  (nth: number): string =>
    `${first}.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`
/** Every fourth person comes over IPv6, from a /64 of his own. */
const anywhere = (nth: number): string =>
  nth % 4 === 3 ? `2a02:${nth.toString(16)}:1::5` : inNet(81)(nth * 97)

export const SHARED_ADDRESS = '100.128.7.7'

/** The populations of an ordinary day; `people` is scaled where the run asks for it. */
export const ORDINARY: readonly Population[] = [
  { ...PERSON, name: 'people', people: 1_000, address: anywhere },
  {
    ...PERSON,
    name: 'bored people, 20 a minute',
    people: 60,
    staysS: [2, 4],
    address: (nth) => inNet(82)(nth * 257),
  },
  {
    ...PERSON,
    name: 'people behind one address',
    people: 299,
    address: () => SHARED_ADDRESS,
  },
  {
    kind: 'fuzzer',
    name: 'a fuzzer among them',
    isHonest: false,
    people: 1,
    address: () => SHARED_ADDRESS,
    comesMin: [15, 15],
    everyS: 1,
  },
  {
    ...PERSON,
    name: 'bots without a camera',
    isHonest: false,
    people: 20,
    camera: { shown: 0, feigned: 1 },
    staysS: [20, 20],
    falseReports: 0,
    rhythmMin: null,
    comesMin: [10, 40],
    address: (nth) => inNet(83)(nth * 263),
  },
  {
    ...PERSON,
    name: 'offenders',
    isHonest: false,
    people: 4,
    staysS: [60, 60],
    falseReports: 0,
    offends: 0.8,
    rhythmMin: null,
    comesMin: [10, 40],
    address: (nth) => inNet(84)(nth * 263),
  },
  {
    kind: 'fuzzer',
    name: 'fuzzers',
    isHonest: false,
    people: 10,
    address: (nth) => inNet(85)(nth * 263),
    comesMin: [10, 40],
    everyS: 0.5,
  },
  {
    ...PERSON,
    name: '50 who report everybody, in one /24',
    isHonest: false,
    people: 50,
    staysS: [4, 6],
    falseReports: 1,
    rhythmMin: null,
    comesMin: [10, 12],
    address: (nth) => `91.4.4.${nth + 1}`,
  },
]

const BOTNET = { isHonest: false, people: 500, comesMin: [5, 6] } as const

/** The server restarts once, when all who do harm have come. */
export const RESTART_MIN = 45

/** What may happen on top of it. */
export const ATTACKS: Readonly<Record<string, readonly Population[]>> = {
  none: [],
  'skipping botnet': [
    {
      ...PERSON,
      ...BOTNET,
      name: '500 bots that skip at once',
      camera: { shown: 0, feigned: 0 },
      staysS: [0.5, 1],
      falseReports: 0,
      rhythmMin: null,
      address: (nth) => inNet(86)(nth * 263),
    },
  ],
  'fuzzing botnet': [
    {
      ...BOTNET,
      kind: 'fuzzer',
      name: '500 fuzzing bots',
      address: (nth) => inNet(87)(nth * 263),
      everyS: 1,
    },
  ],
}
