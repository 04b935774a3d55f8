/** What the privacy page says of limits that no setting can change. */
import { AUTOMATIC_BLOCK_MAX_MS } from '../../radar/blocklist.ts'
import { MANUAL_BLOCK_MAX_MS } from '../../radar/operatorProtocol.ts'
import { readConfig } from '../../signaling/config.ts'
import { choicesUnder } from '../helpers/policies.ts'

const DAY_MS = 86_400_000
const withRadar = { SIGNALING_RADAR_CREDENTIAL: `${'a'.repeat(43)}.${'b'.repeat(43)}` }
const shown = (env: Readonly<Record<string, string>>) => new Map(choicesUnder(readConfig(env)))

it('[S3] [R1] says how long networks are kept out at most, and whether they are at all', () => {
  const row = 'How long networks are kept out'
  const [automatic, manual] = [AUTOMATIC_BLOCK_MAX_MS, MANUAL_BLOCK_MAX_MS].map(
    (span) => span / DAY_MS,
  )
  expect(shown(withRadar).get(row)).toBe(
    `${automatic} days at most, or ${manual} when a person decided`,
  )
  expect(shown({}).get(row)).toBe('Not at all')
})

it('[S3] claims no place for alerts where there is no radar, and denies none where there is', () => {
  const row = 'Alerts to a place outside this server'
  expect(shown({}).get(row)).toBe('None')
  expect(shown(withRadar).get(row)).toMatch(/^If the operator has set one up/)
})
