/** A path between page and server that can fall silent without closing. */
import { once } from 'node:events'
import { connect as dial, createServer, type Socket } from 'node:net'

export interface Path {
  /** The server is gone from here on, and no page is told. */
  fallSilent(): void
  /** Lets those through who have dialled meanwhile; what was silent before stays so. */
  comeBack(): void
  close(): Promise<void>
}

/** Passes everything that comes to `port` on to `target`. */
export async function createPath(port: number, target: number): Promise<Path> {
  const sockets = new Set<Socket>()
  const upstreams = new Set<Socket>()
  let silent: Socket[] | null = null

  function forward(socket: Socket): void {
    const upstream = dial(target, '127.0.0.1')
    upstreams.add(upstream)
    const isLinked = () => upstreams.has(upstream)
    upstream.on('data', (bytes) => isLinked() && socket.write(bytes))
    socket.on('data', (bytes) => isLinked() && upstream.write(bytes))
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const)
      one.on('close', () => {
        if (isLinked()) other.destroy()
      })
    upstream.on('error', () => undefined)
  }

  const path = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (silent === null) forward(socket)
    else silent.push(socket)
  })
  path.listen(port, '127.0.0.1')
  await once(path, 'listening')

  return {
    fallSilent() {
      silent = []
      const cut = [...upstreams]
      upstreams.clear()
      for (const upstream of cut) upstream.destroy()
    },
    comeBack() {
      const dialled = silent ?? []
      silent = null
      for (const socket of dialled) forward(socket)
    },
    async close() {
      for (const socket of [...sockets, ...upstreams]) socket.destroy()
      path.close()
      await once(path, 'close')
    },
  }
}
