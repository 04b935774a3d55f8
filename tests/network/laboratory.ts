/** The whole laboratory: the small internet, what is deployed there, and browsers in the homes. */
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { closeBrowsers, type Dwelling, type Kind } from '../browser/browsers.ts'
import { createVisitor, type Visitor, type VisitorOptions } from '../browser/visitor.ts'
import { enrol, type Operator } from '../helpers/radarOperator.ts'
import { openDoor, type Door } from './door.ts'
import { dwellingIn } from './homes.ts'
import { createInternet, type Home, type Internet } from './internet.ts'
import { createScratch, type Place } from './place.ts'
import { createPublicHost, plainGround, type Ground, type PublicHost } from './publicHost.ts'

const DASHBOARD = 8081

export interface Laboratory {
  readonly internet: Internet
  readonly host: PublicHost
  /** A visitor in one of the homes, at the start screen. */
  readonly visit: (home: Home, kind?: Kind, options?: VisitorOptions) => Promise<Visitor>
  /** A way into a place, opened at first use. */
  readonly door: (place: Place) => Promise<Door>
  /** An administrator of the radar, who comes to it on its own machine. */
  readonly operator: () => Promise<Operator>
  readonly close: () => Promise<void>
}

/**
 * @param thresholds what the operator's file of thresholds says
 * @param ground where the public host runs, by default in a folder that goes with the laboratory
 */
export async function openLaboratory(
  thresholds: object = {},
  ground?: Ground,
): Promise<Laboratory> {
  const internet = await createInternet()
  const folder = createScratch()
  // Programs that are not root have to get at their own files.
  chmodSync(folder, 0o755)
  const doors = new Map<string, Promise<Door>>()
  const dwellings = new Map<string, Promise<Dwelling>>()

  async function close(): Promise<void> {
    // Firefox is told so through a door.
    await closeBrowsers().finally(async () => {
      for (const door of doors.values()) (await door).close()
      internet.close()
    })
  }

  try {
    const host = await createPublicHost(
      internet.host,
      ground ?? plainGround(join(folder, 'host')),
      thresholds,
    )

    function door(place: Place): Promise<Door> {
      const opened = doors.get(place.name) ?? openDoor(place)
      doors.set(place.name, opened)
      return opened
    }

    const openDwelling = async (home: Home, kind: Kind): Promise<Dwelling> =>
      dwellingIn(home, await door(home), host.authority, folder, kind)

    return {
      internet,
      host,
      async visit(home, kind = 'chromium', options = {}) {
        const name = `${home.name} ${kind}`
        const dwelling = dwellings.get(name) ?? openDwelling(home, kind)
        dwellings.set(name, dwelling)
        return createVisitor(kind, host.origin, { ...options, dwelling: await dwelling })
      },
      door,
      async operator() {
        const { dashboardPort: port, program } = host
        await (await door(internet.host)).forward(port, { host: '127.0.0.1', port: DASHBOARD })
        // Each start of the radar offers another link, until one is used.
        const links = [
          ...program('radar')
            .output()
            .matchAll(/#join=([\w-]{43})/g),
        ]
        const [, token = ''] = links.at(-1) ?? []
        return enrol({ origin: `http://localhost:${port}` }, token, 'ada')
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
