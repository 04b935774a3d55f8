/** Reads what a page sends: JSON of a few kilobytes at most, in exactly the shape asked for. */
import type { IncomingMessage } from 'node:http'
import type * as z from 'zod/mini'
import { Refusal } from './refusal.ts'

const BODY_MAX = 8_192
const JSON_TYPE = /^application\/json(;\s*charset=utf-8)?$/i

/** @throws Refusal when it is too long; the rest of it is read and forgotten */
function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > BODY_MAX) reject(new Refusal('badRequest'))
      else chunks.push(chunk)
    })
    request.on('end', () => resolve(Buffer.concat(chunks).toString()))
    request.on('error', reject)
    request.on('close', () => reject(new Refusal('badRequest')))
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** @throws Refusal for anything but JSON that fits the schema, without a key too many */
export async function readBody<T extends z.ZodMiniType>(
  request: IncomingMessage,
  schema: T,
): Promise<z.infer<T>> {
  const text = await readText(request)
  const type = request.headers['content-type']
  // Whoever has nothing to say need not say so in JSON.
  const isNothing = type === undefined && text === ''
  if (!isNothing && !JSON_TYPE.test(type ?? '')) throw new Refusal('badRequest')
  const result = schema.safeParse(isNothing ? {} : parse(text))
  if (!result.success) throw new Refusal('badRequest')
  return result.data
}
