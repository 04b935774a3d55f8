/**
 * The floor: the least a relay over `ws` can do for the same job, with the library's defaults and
 * without limits, checks, JSON or privacy. First come, first paired, but not with the last partner
 * again: else it would write fewer frames for the job. Replies are constants of the same size as the
 * real server's.
 */
import { WebSocketServer } from 'ws'

const ID = 'A'.repeat(22)
const WELCOME = '{"type":"welcome","online":0,"build":"0.1.0","lan":false}'
const WAITING = '{"type":"waiting","ice":[]}'
const LEFT = `{"type":"partnerLeft","why":"skipped","pair":"${ID}"}`
const PONG = '{"type":"pong"}'
/** @param {'offer' | 'answer'} role */
const matched = (role) =>
  `{"type":"matched","pair":"${ID}","role":"${role}","key":"${'A'.repeat(87)}",` +
  `"answers":"${'A'.repeat(12)}","common":{"interests":[],"languages":[]},"ice":[],"report":"${ID}"}`
const OFFER = matched('offer')
const ANSWER = matched('answer')
/** Where the first letter of the type stands in `{"type":"find"...`. */
const LETTER = 9

const TEXT = { binary: false }
const BINARY = { binary: true }

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  path: '/signal',
  perMessageDeflate: false,
})
/** Rarely more than a few, so an array is the cheapest queue. */
const waiting = []

function part(socket) {
  const { partner } = socket
  const place = waiting.indexOf(socket)
  if (place >= 0) waiting.splice(place, 1)
  if (partner === null) return
  socket.partner = null
  partner.partner = null
  partner.send(LEFT, TEXT)
}

function find(socket) {
  part(socket)
  const place = waiting.findIndex((other) => other !== socket.last)
  if (place < 0) {
    waiting.push(socket)
    socket.send(WAITING, TEXT)
    return
  }
  const [first] = waiting.splice(place, 1)
  first.partner = first.last = socket
  socket.partner = socket.last = first
  first.send(OFFER, TEXT)
  socket.send(ANSWER, TEXT)
}

server.on('connection', (socket) => {
  socket.partner = null
  socket.last = null
  socket.on('message', (data, isBinary) => {
    if (isBinary) socket.partner?.send(data, BINARY)
    else if (data[LETTER] === 0x66) find(socket)
    else if (data[LETTER] === 0x68) socket.send(WELCOME, TEXT)
    else if (data[LETTER] === 0x73) part(socket)
    else if (data[LETTER] === 0x70) socket.send(PONG, TEXT)
  })
  socket.on('close', () => part(socket))
})
server.on('listening', () => process.stdout.write('ready\n'))
