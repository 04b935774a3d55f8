/** A proxy that says whose connections it forwards: each visitor comes through one of his own. */
import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

export interface ForwardingProxy {
  /** What the visitor's browser opens. */
  readonly origin: string
  readonly close: () => Promise<void>
}

/**
 * @param address whose connections these are said to be, in `X-Forwarded-For`
 * @param port to listen on, and the one to forward to
 */
export async function startForwardingProxy(
  address: string,
  port: number,
  target: number,
): Promise<ForwardingProxy> {
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    const forwarded = ask(
      {
        host: '127.0.0.1',
        port: target,
        method,
        path: url,
        headers: { ...headers, 'x-forwarded-for': address },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    forwarded.on('error', () => response.destroy())
    request.pipe(forwarded)
  })
  server.on('connection', keep)
  server.on('upgrade', (request, socket: Socket, head) => {
    const { method, url, rawHeaders } = request
    const lines = [`${method} ${url} HTTP/1.1`, `X-Forwarded-For: ${address}`]
    for (let at = 0; at < rawHeaders.length; at += 2)
      lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
    const onward = connect(target, '127.0.0.1', () => {
      onward.write(`${lines.join('\r\n')}\r\n\r\n`)
      onward.write(head)
      socket.pipe(onward).pipe(socket)
    })
    keep(onward)
    socket.on('close', () => onward.destroy())
    onward.on('close', () => socket.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
