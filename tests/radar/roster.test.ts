import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDurableFile } from '../../radar/durableFile.ts'
import { createRoster, DamagedRosterError, parseRoster, type Operator } from '../../radar/roster.ts'
import { memoryStore } from './operatorsHelper.ts'

const ann: Operator = {
  name: 'Ann',
  role: 'administrator',
  disabled: false,
  credentials: { password: '$argon2id$x', secret: 'sealed', lastStep: 7, recovery: ['hash'] },
  lastSignInAt: 1,
}

describe('the operators on disk', () => {
  test('[O2] come back from a sealed file, and a lost or foreign one is never an empty team', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roster-'))
    const path = join(folder, 'operators')
    const openStore = (byte: number) =>
      createDurableFile<readonly Operator[]>({
        path,
        key: Buffer.alloc(32, byte),
        parse: parseRoster,
      })
    try {
      await createRoster(openStore(1)).put(ann)
      expect(createRoster(openStore(1)).all()).toEqual([ann])
      expect(readFileSync(path, 'latin1')).not.toMatch(/Ann|argon2/)
      expect(() => createRoster(openStore(2))).toThrow(DamagedRosterError)
      writeFileSync(path, '')
      expect(() => createRoster(openStore(1))).toThrow(DamagedRosterError)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('[O2] a row without an Argon2id hash is no row', () => {
    expect(parseRoster([ann])).toEqual([ann])
    const { credentials } = ann
    for (const change of [
      { credentials: { ...credentials, password: 'plain text' } },
      { credentials: { ...credentials, extra: 1 } },
      { name: '../ann' },
      { role: 'owner' },
      { role: 'radar' },
      { disabled: undefined },
    ])
      expect(parseRoster([{ ...ann, ...change }])).toBeNull()
  })

  test('a change that cannot be stored has not happened, unless it takes something away', async () => {
    const store = memoryStore<readonly Operator[]>()
    const roster = createRoster(store)
    await roster.put(ann)
    store.fails = true
    await expect(roster.put({ ...ann, role: 'viewer' })).rejects.toThrow('disk full')
    expect(roster.find('ANN')).toEqual(ann)
    await expect(roster.putAnyway({ ...ann, disabled: true })).rejects.toThrow('disk full')
    expect(roster.find('ann')?.disabled).toBe(true)
  })

  test('changes happen one after the other, also after one that failed', async () => {
    const roster = createRoster(memoryStore<readonly Operator[]>())
    const order: string[] = []
    const slow = roster.inTurn(async () => {
      await new Promise(setImmediate)
      order.push('slow')
      throw new Error('no')
    })
    const quick = roster.inTurn(() => Promise.resolve(order.push('quick')))
    await expect(slow).rejects.toThrow('no')
    await quick
    expect(order).toEqual(['slow', 'quick'])
  })
})
