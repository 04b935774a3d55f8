import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ControlTakenError, controlSocket, openControl, type Control } from '../../radar/control.ts'
import { runOperatorCommand } from '../../radar/controlClient.ts'
import { SHELL } from '../../radar/operators.ts'
import { closeTeams, createTeam, START, type Team } from './operatorsHelper.ts'

const ORIGIN = 'http://localhost:8081'
let folder: string
let team: Team
let control: Control | null
const failures: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'radar-'))
  team = createTeam()
  control = await open()
})
afterEach(async () => {
  await control?.close()
  closeTeams()
  rmSync(folder, { recursive: true, force: true })
})

const open = () =>
  openControl(folder, ORIGIN, team.operators, { error: (event) => failures.push(event) })
const run = (...args: string[]) => runOperatorCommand(args, folder)
const linkIn = (text: string) => /#join=([\w-]{43})\n$/.exec(text)?.[1] ?? ''

describe('npm run operator', () => {
  test('[R15] before there is anybody, invites the first administrator', async () => {
    expect(await run('list')).toEqual({
      ok: true,
      text: 'There is no operator yet: "npm run operator -- invite" makes the first link.\n',
    })
    const { ok, text } = await run('invite', '--role', 'viewer')
    expect(ok).toBe(true)
    expect(text).toMatch(
      /^Open this link within 10 minutes, once, to become an administrator:\nhttp:\/\/localhost:8081\/#join=/,
    )
    expect(team.operators.enrolment(linkIn(text)).kind).toBe('first')
    await team.join(linkIn(text), 'ann')
    expect(team.operators.team()).toMatchObject([{ name: 'ann', role: 'administrator' }])
  })

  test('[O3] invites for a role, viewer unless said otherwise', async () => {
    await team.add('ann', 'administrator')
    const viewer = await run('invite')
    expect(viewer.text).toContain('to become a viewer:')
    expect(team.operators.enrolment(linkIn(viewer.text)).role).toBe('viewer')
    const moderator = await run('invite', '--role=moderator')
    expect(team.operators.enrolment(linkIn(moderator.text)).role).toBe('moderator')
    expect(await run('invite', '--role', 'owner')).toEqual({
      ok: false,
      text: 'owner is no role: there are viewer, moderator, administrator.\n',
    })
    expect(team.audit.entries()[0]).toMatchObject({ who: SHELL, action: 'invite' })
  })

  test('[O4] disables at once, enables and resets', async () => {
    await team.add('ann', 'administrator')
    const { session } = await team.add('Bob', 'moderator')
    team.cuts.length = 0
    expect(await run('disable', 'bob')).toEqual({
      ok: true,
      text: 'bob is disabled and signed out.\n',
    })
    expect(team.operators.present(session)).toBeNull()
    expect(team.cuts).toContainEqual(['bob', null])
    expect((await run('enable', 'bob')).text).toBe('bob may sign in again.\n')
    const { text } = await run('reset', 'bob')
    expect(text).toContain('to sign in as bob anew:\n')
    expect(team.operators.enrolment(linkIn(text))).toMatchObject({ kind: 'reset', name: 'Bob' })
    const { text: list } = await run('list')
    expect(list.split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['NAME', 'ROLE', 'STATE', 'LAST SIGN-IN'],
      ['ann', 'administrator', 'signed in', new Date(START + 30_000).toISOString()],
      ['Bob', 'moderator', 'signed out', new Date(START + 60_000).toISOString()],
      [''],
    ])
  })

  test('says what is wrong in a sentence', async () => {
    await team.add('ann', 'administrator')
    const sentences: [string[], string | RegExp][] = [
      [['disable', 'zoe'], 'There is no operator called zoe.\n'],
      [['reset', 'a b'], 'a b cannot be the name of an operator.\n'],
      [
        ['disable', 'ann'],
        'ann is the last administrator who can sign in: invite or enable another one first.\n',
      ],
      [[], /^Usage: npm run operator -- COMMAND/],
      [['dance'], /^Usage/],
      [['disable'], /^Usage/],
      [['list', 'ann'], /^Usage/],
      [['disable', 'ann', 'bob'], /^Usage/],
      [['invite', '--rule', 'viewer'], /^Usage/],
    ]
    for (const [args, text] of sentences) {
      const outcome = await run(...args)
      expect(outcome.ok).toBe(false)
      expect(outcome.text).toEqual(typeof text === 'string' ? text : expect.stringMatching(text))
    }
    team.auditStore.fails = true
    expect(await run('invite')).toEqual({
      ok: false,
      text: 'The radar could not do that: its log may say why.\n',
    })
    expect(failures).toEqual(['requestFailed'])
  })

  test('says that no radar runs there', async () => {
    const text = `The radar is not running in ${folder}: start it with "npm start", or name its folder with --data.\n`
    await control?.close()
    control = null
    expect(await run('list')).toEqual({ ok: false, text })
    // The socket of a radar that was killed.
    writeFileSync(controlSocket(folder), '')
    expect(await run('list')).toEqual({ ok: false, text })
    expect((await run('list', '--data', '/nowhere')).text).toContain('not running in /nowhere:')
  })
})

describe('the socket', () => {
  test('[O4] is open to its owner only', () => {
    expect(statSync(controlSocket(folder)).mode & 0o777).toBe(0o600)
  })

  test('takes the place of one that was left over, but not of one that is answered', async () => {
    await expect(open()).rejects.toThrow(ControlTakenError)
    expect((await run('list')).ok).toBe(true)
    await control?.close()
    expect(existsSync(controlSocket(folder))).toBe(false)
    // A process that is killed leaves its socket behind.
    const listen = `require('net').createServer().listen(${JSON.stringify(controlSocket(folder))}, () => process.kill(process.pid, 'SIGKILL'))`
    await once(spawn(process.execPath, ['-e', listen]), 'exit')
    expect(statSync(controlSocket(folder)).isSocket()).toBe(true)
    control = await open()
    expect((await run('list')).ok).toBe(true)
  })
})
