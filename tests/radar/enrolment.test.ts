import { LINK_LIFE_MS } from '../../radar/operatorProtocol.ts'
import { SHELL } from '../../radar/operators.ts'
import { createRoster, DamagedRosterError } from '../../radar/roster.ts'
import { closeTeams, codeAt, createTeam, PASSWORD, PREFIX } from './operatorsHelper.ts'

afterEach(closeTeams)

const wrong = { problem: 'wrongCredentials', retryAfterMs: null }

describe('the first start', () => {
  test('[R15] a link for the first administrator ends after ten minutes, and a new one voids it', async () => {
    const team = createTeam()
    const first = team.operators.firstLink()
    expect(team.operators.enrolment(first?.token ?? '')).toMatchObject({
      kind: 'first',
      role: 'administrator',
      name: null,
    })
    const second = team.operators.firstLink()
    expect(() => team.operators.enrolment(first?.token ?? '')).toThrow('linkExpired')
    team.clock.now += LINK_LIFE_MS
    expect(() => team.operators.enrolment(second?.token ?? '')).toThrow('linkExpired')
    const third = team.operators.firstLink()
    const { recoveryCodes } = await team.join(third?.token ?? '', 'Ann')
    expect(recoveryCodes).toHaveLength(8)
    expect(new Set(recoveryCodes).size).toBe(8)
    expect(recoveryCodes[0]).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/)
    expect(team.operators.firstLink()).toBeNull()
    expect(team.operators.team()).toMatchObject([
      { name: 'Ann', role: 'administrator', disabled: false, recoveryCodesLeft: 8, sessions: 1 },
    ])
  })

  test('[R15] a first link that is used after somebody came another way is refused', async () => {
    const team = createTeam()
    const first = team.operators.firstLink()
    const other = await team.operators.invite(SHELL, 'viewer')
    await team.join(other.token, 'vera')
    expect(() => team.operators.enrolment(first?.token ?? '')).toThrow('linkExpired')
    await expect(
      team.operators.enrol({
        token: first?.token ?? '',
        name: 'eve',
        password: PASSWORD,
        code: '000000',
      }),
    ).rejects.toMatchObject({ problem: 'linkExpired' })
  })

  test('[O2] a damaged file with no good copy stops the radar instead of offering a first link', () => {
    const store = {
      read: () => ({ value: null, damaged: true }),
      write: () => Promise.resolve(),
    }
    expect(() => createRoster(store)).toThrow(DamagedRosterError)
    const copy = { ...store, read: () => ({ value: [], damaged: true }) }
    expect(createRoster(copy).isDamaged).toBe(true)
  })
})

describe('enrolment', () => {
  test('[O3] asks for a sound name, password and code before the link is spent', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const { token } = await team.operators.invite('ann', 'moderator')
    const { secret, uri } = team.operators.enrolment(token)
    expect(uri).toBe(
      `otpauth://totp/P2P%20Chat%20radar:moderator?issuer=P2P%20Chat%20radar&secret=${secret}&algorithm=SHA1&digits=6&period=30`,
    )
    const code = codeAt(secret, team.clock.now)
    const good = { token, name: 'Bob', password: PASSWORD, code }
    const refusals: [object, string][] = [
      [{ name: 'a' }, 'nameInvalid'],
      [{ name: 'Bob Smith' }, 'nameInvalid'],
      [{ name: 'b/+' }, 'nameInvalid'],
      [{ name: '__proto__' }, 'nameInvalid'],
      [{ name: 'ANN' }, 'nameTaken'],
      [{ name: 'Radar' }, 'nameTaken'],
      [{ name: 'signaling' }, 'nameTaken'],
      [{ password: 'elevenchars' }, 'passwordShort'],
      [{ password: 'x'.repeat(257) }, 'passwordLong'],
      [{ password: 'passwordpassword' }, 'passwordCommon'],
      [{ code: code === '123456' ? '654321' : '123456' }, 'codeWrong'],
    ]
    for (const [change, problem] of refusals)
      await expect(team.operators.enrol({ ...good, ...change })).rejects.toMatchObject({ problem })
    expect((await team.operators.enrol(good)).recoveryCodes).toHaveLength(8)
    // Used up, and its code cannot sign anybody in.
    await expect(team.operators.enrol({ ...good, name: 'eve' })).rejects.toMatchObject({
      problem: 'linkExpired',
    })
    await expect(
      team.operators.signIn({ name: 'bob', password: PASSWORD, code }, PREFIX),
    ).rejects.toMatchObject(wrong)
  })

  test('[R15] of two who use a link at the same moment, one gets in', async () => {
    const team = createTeam()
    const token = team.operators.firstLink()?.token ?? ''
    const { secret } = team.operators.enrolment(token)
    const code = codeAt(secret, team.clock.now)
    const both = await Promise.allSettled(
      ['ann', 'eve'].map((name) => team.operators.enrol({ token, name, password: PASSWORD, code })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(team.operators.team()).toHaveLength(1)
  })

  test('[R15] a link is not spent when the disk fails', async () => {
    const team = createTeam()
    const token = team.operators.firstLink()?.token ?? ''
    team.store.fails = true
    await expect(team.join(token, 'ann')).rejects.toThrow('disk full')
    expect(team.operators.team()).toEqual([])
    team.store.fails = false
    await team.join(token, 'ann')
    expect(team.operators.team()).toHaveLength(1)
  })

  test('[R15] links made by somebody who is disabled are void', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('mallory', 'administrator')
    const { token } = await team.operators.invite('mallory', 'administrator')
    await team.operators.disable('ann', 'mallory')
    expect(() => team.operators.enrolment(token)).toThrow('linkExpired')
  })

  test('[R15] a link that is voided while it is being used opens nothing', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('mallory', 'administrator')
    const { token } = await team.operators.invite('mallory', 'administrator')
    const joining = team.join(token, 'sock')
    const disabling = team.operators.disable('ann', 'mallory')
    await expect(joining).rejects.toMatchObject({ problem: 'linkExpired' })
    await disabling
    expect(() => team.operators.enrolment(token)).toThrow('linkExpired')
  })
})
