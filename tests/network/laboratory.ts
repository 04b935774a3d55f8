/** The whole laboratory: the small internet, what is deployed there, and browsers in the homes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeBrowsers, type Dwelling, type Kind } from '../browser/browsers.ts'
import { createVisitor, type Visitor, type VisitorOptions } from '../browser/visitor.ts'
import { openDoor, type Door } from './door.ts'
import { dwellingIn } from './homes.ts'
import { createInternet, type Home, type Internet } from './internet.ts'
import { createPublicHost, type HostOptions, type PublicHost } from './publicHost.ts'

export interface Laboratory {
  readonly internet: Internet
  readonly host: PublicHost
  /** A visitor in one of the homes, at the start screen. */
  readonly visit: (home: Home, kind?: Kind, options?: VisitorOptions) => Promise<Visitor>
  /** Ways into the street and the host, opened at first use. */
  readonly door: (place: 'street' | 'host') => Promise<Door>
  readonly close: () => Promise<void>
}

export async function openLaboratory(settings: HostOptions['settings'] = {}): Promise<Laboratory> {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-network-'))
  const internet = await createInternet()
  const doors = new Map<string, Promise<Door>>()
  const dwellings = new Map<string, Promise<Dwelling>>()

  async function close(): Promise<void> {
    await closeBrowsers().finally(internet.close)
    for (const door of doors.values()) (await door).close()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    const host = await createPublicHost(internet.host, { folder, settings })

    async function openDwelling(home: Home, kind: Kind): Promise<Dwelling> {
      const door = doors.get(home.name) ?? openDoor(home)
      doors.set(home.name, door)
      return dwellingIn(home, await door, host.authority, folder, kind)
    }

    return {
      internet,
      host,
      async visit(home, kind = 'chromium', options = {}) {
        const name = `${home.name} ${kind}`
        const dwelling = dwellings.get(name) ?? openDwelling(home, kind)
        dwellings.set(name, dwelling)
        return createVisitor(kind, host.origin, { ...options, dwelling: await dwelling })
      },
      door(place) {
        const door = doors.get(place) ?? openDoor(internet[place])
        doors.set(place, door)
        return door
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
