import { hash, verify } from '@node-rs/argon2'
import { createPasswords } from '../../radar/passwords.ts'
import { parseRoster } from '../../radar/roster.ts'
import { closeTeams, codeAt, createTeam, PASSWORD, PREFIX } from './operatorsHelper.ts'

jest.mock('@node-rs/argon2', () => {
  const actual = jest.requireActual<typeof import('@node-rs/argon2')>('@node-rs/argon2')
  return { ...actual, hash: jest.fn(actual.hash), verify: jest.fn(actual.verify) }
})

afterEach(closeTeams)

const wrong = { problem: 'wrongCredentials', retryAfterMs: null }

describe('signing in', () => {
  test('[O1] takes name in any case, password and code', async () => {
    const team = createTeam()
    await team.add('Ann', 'administrator')
    const session = await team.operators.signIn(
      { name: 'aNN', password: PASSWORD, code: team.code('Ann') },
      PREFIX,
    )
    expect(team.operators.present(session)).toEqual({
      key: 'ann',
      name: 'Ann',
      role: 'administrator',
      recoveryCodesLeft: 8,
    })
    expect(team.operators.team()[0]).toMatchObject({ lastSignInAt: team.clock.now, sessions: 2 })
  })

  test('[O2] a code is accepted once, also after a restart, and none before it', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const code = team.code('ann')
    const earlier = codeAt(team.secrets.get('ann') ?? '', team.clock.now - 30_000)
    await team.signIn('ann', PASSWORD, code)
    await expect(team.signIn('ann', PASSWORD, code)).rejects.toMatchObject(wrong)
    await expect(team.restart().signIn('ann', PASSWORD, code)).rejects.toMatchObject(wrong)
    await expect(team.signIn('ann', PASSWORD, earlier)).rejects.toMatchObject(wrong)
    await team.restart().signIn('ann')
  })

  test('[O2] a code that two requests bring at once is accepted once', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const code = team.code('ann')
    const both = await Promise.allSettled([
      team.signIn('ann', PASSWORD, code),
      team.signIn('ann', PASSWORD, code),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('[O2] a code is spent even if the disk fails, and nobody gets in', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const code = team.code('ann')
    team.store.fails = true
    await expect(team.signIn('ann', PASSWORD, code)).rejects.toThrow('disk full')
    team.store.fails = false
    await expect(team.signIn('ann', PASSWORD, code)).rejects.toMatchObject(wrong)
  })

  test('[O1] a recovery code signs in once, however it is typed', async () => {
    const team = createTeam()
    const { recoveryCodes } = await team.add('ann', 'administrator')
    const code = (recoveryCodes[3] ?? '').toUpperCase().replaceAll('-', ' ')
    const session = await team.signIn('ann', PASSWORD, code)
    expect(team.operators.present(session)?.recoveryCodesLeft).toBe(7)
    await expect(team.signIn('ann', PASSWORD, code)).rejects.toMatchObject(wrong)
    await expect(
      team.restart().signIn('ann', PASSWORD, recoveryCodes[3] ?? ''),
    ).rejects.toMatchObject(wrong)
    await team.restart().signIn('ann', PASSWORD, recoveryCodes[4] ?? '')
  })

  test('[R16] every failure computes one hash and says the same', async () => {
    const team = createTeam()
    const { recoveryCodes } = await team.add('ann', 'administrator')
    await team.add('dora', 'viewer')
    await team.operators.disable('ann', 'dora')
    await team.add('rita', 'viewer')
    await team.operators.reset('ann', 'rita')
    const tries: [string, string, string][] = [
      ['ann', 'wrong password here', team.code('ann')],
      ['ann', PASSWORD, '000000'],
      ['ann', PASSWORD, 'no-such-code'],
      ['ann', 'wrong password here', recoveryCodes[0] ?? ''],
      ['nobody', PASSWORD, '000000'],
      ['nobody', PASSWORD, recoveryCodes[0] ?? ''],
      ['', '', ''],
      ['__proto__', PASSWORD, '000000'],
      ['dora', PASSWORD, team.code('dora')],
      ['rita', PASSWORD, team.code('rita')],
    ]
    for (const [name, password, code] of tries) {
      team.passwords.calls.length = 0
      await expect(team.signIn(name, password, code)).rejects.toMatchObject(wrong)
      expect(team.passwords.calls).toEqual(['verify'])
    }
    // A code that came with a wrong password is not spent.
    await team.signIn('ann', PASSWORD, recoveryCodes[0])
  })

  test('[R16] the pace learns how every try went, by the name in lower case', async () => {
    const told: string[] = []
    const note = (word: string) => (account: string, prefix: string) => {
      told.push(`${word} ${account} ${prefix}`)
      return Promise.resolve()
    }
    const ask = (account: string, prefix: string) => {
      told.push(`ask ${account} ${prefix}`)
      return Promise.resolve({ allowed: true } as const)
    }
    const signIn = { ask, failed: note('failed'), succeeded: note('succeeded') }
    const team = createTeam({ pace: { signIn } })
    await team.add('Ann', 'administrator')
    await expect(team.signIn('ANN', PASSWORD, '000000')).rejects.toMatchObject(wrong)
    await expect(team.signIn('Nobody')).rejects.toMatchObject(wrong)
    await team.signIn('Ann')
    expect(told).toEqual([
      `ask ann ${PREFIX}`,
      `failed ann ${PREFIX}`,
      `ask nobody ${PREFIX}`,
      `failed nobody ${PREFIX}`,
      `ask ann ${PREFIX}`,
      `succeeded ann ${PREFIX}`,
    ])
  })

  test('[O2] the file holds neither password nor authenticator secret nor recovery code', async () => {
    const team = createTeam()
    const { recoveryCodes } = await team.add('ann', 'administrator')
    const secret = team.secrets.get('ann') ?? ''
    const text = team.store.text ?? ''
    expect(text).toContain('"name":"ann"')
    for (const open of [
      secret,
      ...recoveryCodes,
      ...recoveryCodes.map((c) => c.replaceAll('-', '')),
    ])
      expect(text).not.toContain(open)
    expect(parseRoster(JSON.parse(text))).toHaveLength(1)
  })
})

describe('the work of a failure', () => {
  test('[R16] is one real Argon2id of the same cost, for a name that exists as for one that does not', async () => {
    const team = createTeam({ passwords: createPasswords() })
    await team.add('ann', 'administrator')
    expect(hash).toHaveBeenCalledTimes(1)
    const stored = parseRoster(JSON.parse(team.store.text ?? ''))?.[0]?.credentials?.password ?? ''
    jest.mocked(verify).mockClear()
    for (const name of ['ann', 'nobody', '', 'no such name!'])
      await expect(team.signIn(name, 'wrong password here', '000000')).rejects.toMatchObject(wrong)
    expect(hash).toHaveBeenCalledTimes(1)
    expect(verify).toHaveBeenCalledTimes(4)
    const [known, ...unknown] = jest.mocked(verify).mock.calls.map(([hashed]) => String(hashed))
    expect(known).toBe(stored)
    const shape = (hashed: string) =>
      hashed.replace(/[\w+/]{22}\$[\w+/]{43}$/, (parts) => `${parts.length}`)
    expect(unknown.map(shape)).toEqual(unknown.map(() => shape(stored)))
    expect(shape(stored)).toBe('$argon2id$v=19$m=19456,t=2,p=1$66')
    // And the right words still open the door.
    await team.signIn('ann')
    expect(verify).toHaveBeenCalledTimes(5)
  })

  test('[R16] is refused as too fast when too many wait, and says when to come back', async () => {
    const team = createTeam({ passwords: createPasswords() })
    const tries = Array.from({ length: 19 }, (_, index) =>
      team.operators.signIn({ name: `n${index}`, password: PASSWORD, code: '000000' }, PREFIX),
    )
    const results = await Promise.allSettled(tries)
    const reasons = results.map((result) =>
      result.status === 'rejected' ? (result.reason as object) : null,
    )
    const tooFast = { problem: 'tooFast', retryAfterMs: 1_000 }
    expect(reasons[18]).toMatchObject(tooFast)
    for (const reason of reasons.slice(0, 18)) expect(reason).toMatchObject(wrong)
  })
})
