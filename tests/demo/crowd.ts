/** The simulation's people on real sockets, in real time, each at an address of his own. */
import { WebSocket } from 'ws'
import { createAgenda, STEP_MS } from '../simulate/agenda.ts'
import { createDice } from '../simulate/dice.ts'
import { createFuzzer, createTalker, type Door } from '../simulate/person.ts'
import type { Population } from '../simulate/populations.ts'

export interface Crowd {
  /** Sends everybody home. */
  readonly close: () => void
}

/** @param origin of the page, which is also where `/signal` is */
function createDoor(origin: string, sockets: Set<WebSocket>): Door {
  const url = `${origin.replace(/^http/, 'ws')}/signal`
  return {
    connect: (address, events) =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, { origin, headers: { 'X-Forwarded-For': address } })
        sockets.add(socket)
        socket.on('open', () =>
          resolve({
            say: (frame) => socket.readyState === WebSocket.OPEN && socket.send(frame),
            close: () => socket.close(),
          }),
        )
        socket.on('message', (data: Buffer, isBinary) => {
          if (!isBinary) events.text(data.toString())
        })
        // A refused handshake is an error first, and closes like all others.
        socket.on('error', () => undefined)
        socket.on('close', () => {
          sockets.delete(socket)
          resolve(null)
          events.close()
        })
      }),
  }
}

/** Lets them come, by the rows' own rhythm; they act until the crowd is closed. */
export function gather(origin: string, populations: readonly Population[], seed: number): Crowd {
  const sockets = new Set<WebSocket>()
  const agenda = createAgenda(Date.now())
  const world = {
    agenda,
    dice: createDice(seed),
    door: createDoor(origin, sockets),
    pairs: new Map(),
  }
  for (const row of populations)
    for (let nth = 0; nth < row.people; nth += 1) {
      const address = row.address(nth)
      const person =
        row.kind === 'talker'
          ? createTalker(row, address, world)
          : createFuzzer(row, address, world)
      person.start()
    }
  const timer = setInterval(() => {
    // A machine that fell asleep catches up.
    while (agenda.now() + STEP_MS <= Date.now()) agenda.step()
  }, STEP_MS)
  return {
    close() {
      clearInterval(timer)
      for (const socket of sockets) socket.terminate()
    },
  }
}
