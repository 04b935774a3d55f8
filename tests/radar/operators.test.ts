import { LINK_LIFE_MS, SESSION_IDLE_MS } from '../../radar/operatorProtocol.ts'
import { SHELL } from '../../radar/operators.ts'
import { DamagedRosterError, createRoster, parseRoster } from '../../radar/roster.ts'
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

describe('roles and leaving', () => {
  test('[O4] a disabled operator is out at once: session, ticket, broker and links', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const { session } = await team.add('bob', 'moderator')
    const used = team.operators.ticket(session)
    expect(team.operators.redeemTicket('bob', used?.password ?? '', used?.clientId ?? '')).toEqual({
      role: 'moderator',
    })
    const unused = team.operators.ticket(session)
    await team.operators.disable('ann', 'BOB')
    expect(team.operators.present(session)).toBeNull()
    expect(team.operators.ticket(session)).toBeNull()
    expect(
      team.operators.redeemTicket('bob', unused?.password ?? '', unused?.clientId ?? ''),
    ).toBeNull()
    expect(team.cuts).toContainEqual(['bob', null])
    await expect(team.signIn('bob')).rejects.toMatchObject(wrong)
    await expect(team.restart().signIn('bob')).rejects.toMatchObject(wrong)
    await team.operators.enable('ann', 'bob')
    await team.signIn('bob')
  })

  test('[O4] whoever is disabled stays out although the disk fails', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const { session } = await team.add('bob', 'moderator')
    team.store.fails = true
    await expect(team.operators.disable('ann', 'bob')).rejects.toThrow('disk full')
    team.store.fails = false
    expect(team.operators.present(session)).toBeNull()
    await expect(team.signIn('bob')).rejects.toMatchObject(wrong)
  })

  test('[O4] a sign-in that is under way when the operator is disabled opens nothing', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('bob', 'moderator')
    const [entered] = await Promise.allSettled([
      team.signIn('bob'),
      team.operators.disable('ann', 'bob'),
    ])
    if (entered.status === 'fulfilled') expect(team.operators.present(entered.value)).toBeNull()
    expect(team.operators.team()[1]).toMatchObject({ disabled: true, sessions: 0 })
  })

  test('[O4] a reset voids the old ways in, keeps name and role, and ends every session', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    const { session, recoveryCodes } = await team.add('Bob', 'moderator')
    const { token } = await team.operators.reset('ann', 'bob')
    expect(team.operators.present(session)).toBeNull()
    expect(team.cuts).toContainEqual(['bob', null])
    await expect(team.signIn('Bob')).rejects.toMatchObject(wrong)
    await expect(team.signIn('Bob', PASSWORD, recoveryCodes[0])).rejects.toMatchObject(wrong)
    expect(team.operators.enrolment(token)).toMatchObject({
      kind: 'reset',
      role: 'moderator',
      name: 'Bob',
    })
    await expect(team.join(token, 'eve')).rejects.toMatchObject({ problem: 'nameInvalid' })
    await team.join(token, 'bob')
    team.secrets.set('Bob', team.secrets.get('bob') ?? '')
    expect(team.operators.team()[1]).toMatchObject({ name: 'Bob', role: 'moderator' })
    await expect(team.signIn('Bob', PASSWORD, recoveryCodes[0])).rejects.toMatchObject(wrong)
    await team.signIn('Bob')
  })

  test('[R15] a second reset voids the first link, and so does deleting', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('bob', 'moderator')
    const first = await team.operators.reset('ann', 'bob')
    const second = await team.operators.reset('ann', 'bob')
    expect(() => team.operators.enrolment(first.token)).toThrow('linkExpired')
    await team.operators.remove('ann', 'bob')
    expect(() => team.operators.enrolment(second.token)).toThrow('linkExpired')
    expect(team.operators.team()).toHaveLength(1)
  })

  test('[O4] the last administrator who can sign in is neither disabled nor deleted', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('bob', 'administrator')
    await team.operators.reset('ann', 'bob')
    const last = { problem: 'lastAdministrator' }
    await expect(team.operators.disable('ann', 'ann')).rejects.toMatchObject(last)
    await expect(team.operators.remove('ann', 'ann')).rejects.toMatchObject(last)
    const { token } = await team.operators.reset('ann', 'bob')
    await team.join(token, 'bob')
    const both = await Promise.allSettled([
      team.operators.disable('ann', 'bob'),
      team.operators.disable('bob', 'ann'),
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    await team.operators.remove('ann', 'bob')
    await expect(team.operators.remove('ann', 'nobody')).rejects.toMatchObject({
      problem: 'notFound',
    })
  })

  test('[R17] sessions that end by themselves are told to the page of the administrators', async () => {
    jest.useFakeTimers()
    try {
      const team = createTeam()
      const { session } = await team.add('ann', 'administrator')
      team.operators.signOut('ann')
      expect(team.operators.present(session)).toBeNull()
      await team.signIn('ann')
      const before = team.changes.count
      team.clock.now += SESSION_IDLE_MS
      jest.advanceTimersByTime(1_000)
      expect(team.changes.count).toBe(before + 1)
      expect(team.operators.team()[0]?.sessions).toBe(0)
    } finally {
      jest.useRealTimers()
    }
  })

  test('[O6] what is done to operators is in the trail', async () => {
    const team = createTeam()
    await team.add('ann', 'administrator')
    await team.add('bob', 'viewer')
    await team.operators.disable('ann', 'bob')
    await team.operators.enable('ann', 'bob')
    await team.operators.reset('ann', 'bob')
    await team.operators.remove('ann', 'bob')
    await team.signIn('ann')
    expect(
      team.audit
        .entries()
        .map(({ who, action, subject }) => [who, action, subject])
        .toReversed(),
    ).toEqual([
      ['ann', 'enrol', 'ann'],
      [SHELL, 'invite', 'viewer'],
      ['bob', 'enrol', 'bob'],
      ['ann', 'disable', 'bob'],
      ['ann', 'enable', 'bob'],
      ['ann', 'reset', 'bob'],
      ['ann', 'delete', 'bob'],
      ['ann', 'signIn', 'ann'],
    ])
  })
})
