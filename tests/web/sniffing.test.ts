import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(__dirname, '../../web/chat')
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** Where a browser is asked for its name instead of for what it can do. */
const sniffs = (text: string) =>
  /\buserAgent(Data)?\b|\bnavigator\.(platform|vendor|appVersion)\b/.test(text)

it('[C32] what a browser can do is asked of it, and never guessed from its name', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.filter(({ text }) => sniffs(text)).map(({ name }) => name)).toEqual([])
})

it.each([
  'if (/iPhone/.test(navigator.userAgent)) return',
  "const isApple = navigator.vendor.startsWith('Apple')",
  'navigator.userAgentData?.platform',
  "navigator.platform === 'MacIntel'",
])('[C32] would notice %s', (text) => {
  expect(sniffs(text)).toBe(true)
})
