/** What nearly every file of browser tests begins and ends with. */
import { startSignaling, type SignalingProcess } from '../helpers/signalingProcess.ts'
import { closeBrowsers } from './browsers.ts'

/** One server for all tests of a file; when they are over, browsers go before it does. */
export function useServer(): Pick<SignalingProcess, 'origin'> {
  let server: SignalingProcess | null = null
  beforeAll(async () => {
    server = await startSignaling()
  })
  afterAll(async () => {
    await closeBrowsers()
    await server?.stop()
  })
  return {
    get origin() {
      if (server === null) throw new Error('The server starts with the first test.')
      return server.origin
    },
  }
}
