/** What the privacy page says of networks that do too much: what the radar said, or at most could. */
import { MANUAL_BLOCK_MAX_MS } from '../../radar/operatorProtocol.ts'
import { readConfig } from '../../signaling/config.ts'
import { AUTOMATIC_BLOCK_MAX_MS, type Choices } from '../../radar/protocol.ts'
import { choicesUnder } from '../helpers/policies.ts'

const DAY_MS = 86_400_000
const withRadar = { SIGNALING_RADAR_CREDENTIAL: `${'a'.repeat(43)}.${'b'.repeat(43)}` }
const shown = (env: Readonly<Record<string, string>>, choices: Choices | null = null) =>
  new Map(choicesUnder(readConfig(env), choices))
const CHOICES: Choices = { alerts: false, dryRun: false, automaticMaxMs: 7 * DAY_MS, reportsMs: 1 }

it('[S3] [R1] says how long networks are kept out at most, and whether they are at all', () => {
  const row = 'How long networks are kept out'
  const [automatic, manual] = [AUTOMATIC_BLOCK_MAX_MS, MANUAL_BLOCK_MAX_MS].map(
    (span) => span / DAY_MS,
  )
  expect(shown(withRadar).get(row)).toBe(
    `${automatic} days at most, or ${manual} days if a person decides`,
  )
  expect(shown({}).get(row)).toBe('Not at all')
  const said = [DAY_MS, DAY_MS / 2, DAY_MS / 96, 1].map((automaticMaxMs) =>
    shown(withRadar, { ...CHOICES, automaticMaxMs }).get(row),
  )
  const orByHand = 'at most, or 30 days if a person decides'
  expect(said).toEqual(
    ['1 day', '12 hours', '15 minutes', '1 minute'].map((span) => `${span} ${orByHand}`),
  )
})

it('[S3] says when nobody is kept out unless a person decides', () => {
  const rows = ['Networks that do too much', 'How long networks are kept out'] as const
  const said = [false, true].map((dryRun) => {
    const all = shown(withRadar, { ...CHOICES, dryRun })
    return rows.map((row) => all.get(row))
  })
  expect(said).toEqual([
    ['Slowed down or kept out for a while', '7 days at most, or 30 days if a person decides'],
    ['Limited; kept out only if a person decides', '30 days at most, if a person decides'],
  ])
})

it('[S3] names a place for alerts where there is one, and may be one while the radar is silent', () => {
  const row = 'Alerts to a place outside this server'
  expect(shown({}).get(row)).toBe('None')
  expect(shown(withRadar).get(row)).toMatch(/^If the operator has set one up/)
  const said = [true, false].map((alerts) => shown(withRadar, { ...CHOICES, alerts }).get(row))
  expect(said).toEqual(['That something happened, and how often', 'None'])
})

it('[S3] says how long reports are remembered: an hour, or longer where the operator wants it', () => {
  const row = 'How long reports are remembered'
  for (const env of [{}, withRadar]) expect(shown(env).get(row)).toBe('1 hour')
  const said = [1, 2 * DAY_MS].map((reportsMs) =>
    shown(withRadar, { ...CHOICES, reportsMs }).get(row),
  )
  expect(said).toEqual(['1 hour', '2 days'])
})
