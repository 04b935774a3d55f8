/** A radar and signaling as processes of their own, and for each visitor a network of his own. */
import { freePorts } from '../helpers/freePort.ts'
import {
  createFolder,
  removeFolder,
  startRadar,
  startSignalingBeside,
  type RadarProcess,
} from '../helpers/radarProcess.ts'
import type { Environment, SignalingProcess } from '../helpers/signalingProcess.ts'
import { startForwardingProxy, type ForwardingProxy } from './forwardingProxy.ts'

export interface Stage {
  readonly radar: RadarProcess
  readonly signaling: SignalingProcess
  /** Where visitors open the page, by the address they seem to have. */
  readonly origins: readonly string[]
  /** The radar again, with the same data, after it was stopped. */
  readonly restartRadar: () => Promise<RadarProcess>
  readonly close: () => Promise<void>
}

/** @param addresses of the visitors; documentation addresses, which count as public */
export async function startStage(
  addresses: readonly string[],
  radarEnv: (folder: string) => Environment = () => ({}),
): Promise<Stage> {
  const folder = createFolder()
  const env = radarEnv(folder)
  let radar = await startRadar(folder, env)
  const ports = await freePorts(addresses.length)
  const origins = ports.map((port) => `http://localhost:${port}`)
  const signaling = await startSignalingBeside(radar, {
    SIGNALING_ORIGINS: origins.join(','),
    // All of them are on this machine, wherever they seem to be.
    SIGNALING_LAN: 'on',
  })
  const proxies: ForwardingProxy[] = []
  for (const [index, address] of addresses.entries())
    proxies.push(await startForwardingProxy(address, ports[index] ?? 0, signaling.port))
  return {
    radar,
    signaling,
    origins,
    async restartRadar() {
      radar = await startRadar(folder, env, radar)
      return radar
    },
    async close() {
      for (const proxy of proxies) await proxy.close()
      await signaling.stop()
      await radar.stop()
      removeFolder(folder)
    },
  }
}
