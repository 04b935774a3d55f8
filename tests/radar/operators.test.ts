import { SESSION_IDLE_MS } from '../../radar/operatorProtocol.ts'
import { SHELL } from '../../radar/operators.ts'
import { closeTeams, createTeam, PASSWORD } from './operatorsHelper.ts'

afterEach(closeTeams)

const wrong = { problem: 'wrongCredentials', retryAfterMs: null }

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
    team.cuts.length = 0
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
    const ticket = team.operators.ticket(session)
    team.cuts.length = 0
    const { token } = await team.operators.reset('ann', 'bob')
    expect(team.operators.present(session)).toBeNull()
    expect(
      team.operators.redeemTicket('bob', ticket?.password ?? '', ticket?.clientId ?? ''),
    ).toBeNull()
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
