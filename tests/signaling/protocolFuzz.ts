/** Throws frames at the parser of control messages: mutated real ones, and rubbish. */
import fc from 'fast-check'
import { parseClientMessage } from '../../signaling/protocol.ts'
import { CLIENT_EXAMPLES } from './protocolExamples.ts'

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
const EXAMPLES = Object.values(CLIENT_EXAMPLES)
const TYPES: ReadonlySet<string> = new Set(Object.keys(CLIENT_EXAMPLES))
const FIELDS = [...new Set(EXAMPLES.flatMap((example) => Object.keys(example)))]

const value = fc.oneof(
  fc.constantFrom<unknown>(...PROTOTYPE_KEYS, ...TYPES, null, true, false, 0, -1, 1.5, 1e308, ''),
  fc.string({ maxLength: 100, unit: 'binary' }),
  fc.constantFrom<unknown>([], {}, [[]], [null], ['__proto__'], { toString: 1 }),
  fc.integer(),
  fc.array(fc.string({ maxLength: 40 }), { maxLength: 12 }),
)
const name = fc.constantFrom(...FIELDS, ...PROTOTYPE_KEYS)

type Change = readonly [how: 'set' | 'drop' | 'rename', field: string, value: unknown, to: string]
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom('set', 'drop', 'rename'),
  name,
  value,
  name,
)

/** Writes the JSON by hand, because an object literal cannot hold an own `__proto__`. */
function frameOf(example: object, changes: readonly Change[]): string {
  const fields = new Map<string, unknown>(Object.entries(example))
  for (const [how, field, to, newName] of changes) {
    if (how === 'drop') fields.delete(field)
    else if (how === 'set') fields.set(field, to)
    else {
      const old = fields.get(field)
      fields.delete(field)
      fields.set(newName, old)
    }
  }
  const members = [...fields].map(
    ([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one) ?? 'null'}`,
  )
  return `{${members.join(',')}}`
}

const mutated = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.array(change, { maxLength: 3 }))
  .map(([example, changes]) => frameOf(example, changes))
/** Cut, doubled or with one character replaced: no longer JSON, or other JSON. */
const damaged = fc
  .tuple(mutated, fc.nat({ max: 400 }), fc.string({ maxLength: 2, unit: 'binary' }))
  .map(([frame, at, rubbish]) => frame.slice(0, at) + rubbish + frame.slice(at + 1))
const frame = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 2, arbitrary: damaged },
  { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: 'binary' }) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
)

function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence)
}

function judge(text: string): void {
  const message = parseClientMessage(text)
  for (const key of PROTOTYPE_KEYS)
    demand(!Object.keys(Object.prototype).includes(key), 'Object.prototype has grown')
  if (message === null) return
  demand(TYPES.has(message.type), `${message.type} is outside the union`)
  const again = parseClientMessage(JSON.stringify(message))
  demand(JSON.stringify(again) === JSON.stringify(message), 'it is not accepted twice')
}

/** Tries this many frames and fails at the first that throws or gets through. */
export function fuzzFrames(count: number): void {
  fc.assert(fc.property(frame, judge), { numRuns: count })
}
