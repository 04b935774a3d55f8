import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAudit, HASHED_MS, parseAudit, type AuditEntry } from '../../radar/audit.ts'
import { createDurableFile } from '../../radar/durableFile.ts'
import { memoryStore } from './operatorsHelper.ts'

const key = Buffer.alloc(32, 3)
const HASH = /^#[\w-]{16}$/

function start(store = memoryStore<readonly AuditEntry[]>()) {
  const clock = { now: 1_000 }
  return { clock, store, audit: createAudit(store, key, () => clock.now) }
}

const block = (subject: string) =>
  ({ who: 'ann', action: 'block', subject, reason: 'spam', until: 5_000 }) as const

describe('the audit trail', () => {
  test('[O6] says who, what, when, why and until when, the newest first, also after a restart', async () => {
    const { audit, clock, store } = start()
    await audit.record(block('203.0.113.7'))
    clock.now = 2_000
    await audit.record({ ...block('203.0.113.7'), who: 'bob', action: 'extend', until: 9_000 })
    const due = [
      {
        at: 2_000,
        who: 'bob',
        action: 'extend',
        subject: '203.0.113.7',
        reason: 'spam',
        until: 9_000,
      },
      {
        at: 1_000,
        who: 'ann',
        action: 'block',
        subject: '203.0.113.7',
        reason: 'spam',
        until: 5_000,
      },
    ]
    expect(audit.entries()).toEqual(due)
    expect(start(store).audit.entries()).toEqual(due)
    expect(parseAudit(JSON.parse(store.text ?? ''))).toEqual(due)
  })

  test.each(['lift', 'expire'] as const)(
    '[O6] when a block ends (%s), its address becomes a keyed hash everywhere',
    async (action) => {
      const { audit, store } = start()
      await audit.record(block('203.0.113.7'))
      await audit.record(block('203.0.113.77'))
      await audit.record({ ...block('203.0.113.7'), action: 'dismissAppeal' })
      await audit.record({ who: 'bob', action, subject: '203.0.113.7', reason: null, until: null })
      const subjects = audit.entries().map(({ subject }) => subject)
      expect(subjects).toEqual([
        audit.hashOf('203.0.113.7'),
        audit.hashOf('203.0.113.7'),
        '203.0.113.77',
        audit.hashOf('203.0.113.7'),
      ])
      expect(subjects[0]).toMatch(HASH)
      expect(audit.entries()[3]).toMatchObject({ who: 'ann', at: 1_000 })
      expect(store.text).not.toContain('"203.0.113.7"')
    },
  )

  test('[O6] the hash needs the key', () => {
    const other = createAudit(memoryStore(), Buffer.alloc(32, 4), () => 0)
    expect(start().audit.hashOf('::1')).not.toBe(other.hashOf('::1'))
  })

  test('[O6] what a crash left in the open is hidden at the next start', async () => {
    const { audit, store } = start()
    for (const prefix of ['203.0.113.7', '198.51.100.0/24', '2001:db8::/64'])
      await audit.record(block(prefix))
    // An operator may be called like that; his name stays.
    await audit.record({
      who: 'ann',
      action: 'disable',
      subject: '1.2.3.4',
      reason: null,
      until: null,
    })
    const again = start(store).audit
    await again.hideAllBut(new Set(['198.51.100.0/24']))
    const due = [
      '1.2.3.4',
      again.hashOf('2001:db8::/64'),
      '198.51.100.0/24',
      again.hashOf('203.0.113.7'),
    ]
    expect(again.entries().map(({ subject }) => subject)).toEqual(due)
    expect(
      start(store)
        .audit.entries()
        .map(({ subject }) => subject),
    ).toEqual(due)
  })

  test('[O6] many blocks can end at once, with two writes, so that no copy names them', async () => {
    const { audit, store } = start()
    await audit.record(block('203.0.113.7'))
    await audit.record(block('203.0.113.8'))
    const write = jest.spyOn(store, 'write')
    await audit.hide(['203.0.113.7', '203.0.113.8', '203.0.113.9'])
    await audit.hide(['203.0.113.7'])
    expect(write).toHaveBeenCalledTimes(2)
    expect(audit.entries().every(({ subject }) => HASH.test(subject))).toBe(true)
  })

  test('[O6] [P6] a hash is gone 90 days after its entry, from both copies, and nothing else is', async () => {
    const { audit, clock, store } = start()
    await audit.record(block('203.0.113.7'))
    await audit.record(block('203.0.113.8'))
    // An operator may be called like that.
    const disabled = { who: 'ann', action: 'disable', reason: null, until: null } as const
    await audit.record({ ...disabled, subject: '#bob' })
    await audit.hide(['203.0.113.7'])
    clock.now += HASHED_MS - 1
    await audit.record(block('203.0.113.9'))
    await audit.hide(['203.0.113.9'])
    const write = jest.spyOn(store, 'write')
    await audit.expire()
    expect(write).not.toHaveBeenCalled()
    expect(audit.entries()).toHaveLength(4)
    clock.now += 1
    await audit.expire()
    await audit.expire()
    expect(write).toHaveBeenCalledTimes(2)
    const due = [audit.hashOf('203.0.113.9'), '#bob', '203.0.113.8', '']
    expect(audit.entries().map(({ subject }) => subject)).toEqual(due)
    expect(start(store).audit.entries()).toEqual(audit.entries())
    // What lasted longer than that has no hash afterwards.
    await audit.hide(['203.0.113.8', ''])
    write.mockRejectedValueOnce(new Error('full'))
    await expect(audit.expire()).rejects.toThrow('full')
    write.mockClear()
    await audit.expire()
    await audit.expire()
    expect(write).toHaveBeenCalledTimes(2)
    await audit.hideAllBut(new Set())
    expect(audit.entries().map(({ subject }) => subject)).toEqual([due[0], '#bob', '', ''])
    // What was done, when and why is still there.
    expect(audit.entries().map(({ action }) => action)).toEqual([
      'block',
      'disable',
      'block',
      'block',
    ])
  })

  test('[O6] keeps the newest 10,000, sealed on the disk, and a burst is a few writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'audit-'))
    const path = join(folder, 'audit')
    const openStore = () =>
      createDurableFile<readonly AuditEntry[]>({ path, key, parse: parseAudit })
    try {
      const clock = { now: 1_000 }
      const store = openStore()
      const audit = createAudit(store, key, () => clock.now)
      const done: Promise<void>[] = []
      for (let entry = 0; entry < 10_005; entry += 1) {
        clock.now += 1
        done.push(audit.record(block('203.0.113.7')))
      }
      await Promise.all(done)
      expect(audit.entries()).toHaveLength(10_000)
      expect(audit.entries()[0]?.at).toBe(clock.now)
      const again = createAudit(openStore(), key, () => clock.now)
      expect(again.entries()).toEqual(audit.entries())
      expect(again.isDamaged).toBe(false)
      expect(readFileSync(path, 'latin1')).not.toContain('203.0.113.7')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('[O6] an entry that cannot be written is an error for whoever acted, and the next write has it', async () => {
    const { audit, store } = start()
    store.fails = true
    await expect(audit.record(block('203.0.113.7'))).rejects.toThrow('disk full')
    store.fails = false
    await audit.record(block('203.0.113.8'))
    expect(start(store).audit.entries()).toHaveLength(2)
  })

  test('[O6] nothing else passes for its file', () => {
    expect(parseAudit([{ at: 1, who: 'ann' }])).toBeNull()
    expect(parseAudit({})).toBeNull()
    expect(parseAudit([])).toEqual([])
  })
})
