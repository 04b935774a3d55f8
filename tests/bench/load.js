/** The visitors of the benchmark: one process, many sockets, each with an address of its own. */
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

const HELLO = JSON.stringify({ type: 'hello', version: 1, adult: true, terms: '2026-11-22' })
const KEY_LENGTH = 87
/** Each search has a key of its own: with the one before it would be the same search, said again. */
const FIND = JSON.stringify({
  type: 'find',
  mode: 'video',
  camera: true,
  interests: [],
  languages: ['en'],
  calm: false,
  key: 'A'.repeat(KEY_LENGTH),
})
const KEY_AT = FIND.indexOf('"key":"') + 7
const STOP = '{"type":"stop"}'
const OUTCOME = '{"type":"outcome","route":"direct"}'
/** Sealed descriptions with their candidates, as large as Chromium makes them, and late ones. */
const OFFER = Buffer.alloc(6_200, 1)
const ANSWER = Buffer.alloc(6_000, 2)
const LATE = Buffer.alloc(200, 3)
/** What pages send that trickle: a description alone, and each candidate by itself. */
const BARE_OFFER = Buffer.alloc(5_700, 4)
const BARE_ANSWER = Buffer.alloc(5_500, 5)
const CANDIDATE = Buffer.alloc(170, 6)
const TEXT = { binary: false }
const PARALLEL = 40
const RETRY_MS = 1_000

let addresses = process.pid * 4_096
let visitors = []
let searches = 0

/** A search as long as all others. */
function findMessage() {
  searches += 1
  const key = String(searches).padStart(KEY_LENGTH, 'A')
  return FIND.slice(0, KEY_AT) + key + FIND.slice(KEY_AT + KEY_LENGTH)
}

/** Spreads over 198.18.0.0/15, so that every limit of the server stays on. */
function nextAddress() {
  addresses = (addresses + 1) % 131_072
  return `198.${18 + (addresses >> 16)}.${(addresses >> 8) & 255}.${addresses & 255}`
}

async function visit(port, onMessage) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/signal`, {
    perMessageDeflate: false,
    skipUTF8Validation: true,
    origin: `http://localhost:${port}`,
    headers: { 'X-Forwarded-For': nextAddress() },
  })
  socket.on('error', () => undefined)
  socket.on('message', (data, isBinary) => onMessage(socket, data, isBinary))
  try {
    await once(socket, 'open')
  } catch {
    // Above its budget of handshakes the server asks to come again later, and so do we.
    await pause(RETRY_MS)
    return visit(port, onMessage)
  }
  socket.send(HELLO, TEXT)
  return socket
}

/** As much of the type as tells apart what matters here: welcome, matched, partner(Left). */
const typeOf = (data) => data.toString('latin1', 9, 16)

/** Opens `count` sockets and waits until each is welcome. */
async function gather(port, count, onMessage) {
  const sockets = []
  let welcome = 0
  async function openSome() {
    while (sockets.length < count) {
      const place = sockets.push(null) - 1
      const { promise, resolve } = deferred()
      sockets[place] = await visit(port, (socket, data, isBinary) => {
        if (!isBinary && typeOf(data) === 'welcome') {
          welcome += 1
          resolve()
        } else onMessage(socket, data, isBinary)
      })
      await promise
    }
  }
  await Promise.all(Array.from({ length: PARALLEL }, openSome))
  if (welcome !== count) throw new Error(`${welcome} of ${count} are in`)
  return sockets
}

function deferred() {
  let [resolve, reject] = []
  const promise = new Promise((...settle) => ([resolve, reject] = settle))
  return { promise, resolve, reject }
}

/**
 * "Next": everybody searches, is introduced, and goes on, until `total` introductions are over.
 * `frames` are relayed for each: 2 as our page sends them, more as pages do that trickle.
 */
function next(port, sockets, frames, quota, total) {
  const each = frames / 2
  const trickles = frames > 4
  const { promise, resolve, reject } = deferred()
  const timer = setTimeout(() => reject(new Error(`only ${done} introductions`)), 60_000)
  let done = 0
  let over = false

  function find(socket) {
    if (socket.quota === 0 || over) return socket.send(STOP, TEXT)
    socket.quota -= 1
    socket.got = 0
    return socket.send(findMessage(), TEXT)
  }

  function trickle(socket, description) {
    socket.send(description)
    for (let sent = 1; sent < each; sent += 1) socket.send(CANDIDATE)
  }

  function onFrame(socket) {
    socket.got += 1
    if (!socket.offers && socket.got === 1) {
      if (trickles) trickle(socket, BARE_ANSWER)
      else socket.send(ANSWER)
    } else if (!trickles && each > 1) socket.send(LATE)
    if (socket.got !== each) return
    socket.send(OUTCOME, TEXT)
    if (!socket.offers) return
    done += 1
    if (done === total) {
      over = true
      clearTimeout(timer)
      resolve()
    }
    find(socket)
  }

  function onMessage(socket, data, isBinary) {
    if (isBinary) return onFrame(socket)
    const type = typeOf(data)
    if (type === 'matched') {
      socket.offers = data.includes('"role":"offer"')
      if (!socket.offers) return
      if (trickles) trickle(socket, BARE_OFFER)
      else socket.send(OFFER)
    } else if (type === 'partner') find(socket)
    else if (type === 'refused') reject(new Error(data.toString()))
  }

  for (const socket of sockets) {
    socket.quota = quota
    socket.onJob = onMessage
    socket.on('close', (code) => over || reject(new Error(`closed with ${code}`)))
  }
  for (const socket of sockets) find(socket)
  return promise
}

/** From Find to matched with a partner waiting, while `rate` new visitors arrive each second. */
async function latency(port, rate, seconds) {
  const samples = []
  const everybody = []
  let first = null

  async function arrive(isSecond) {
    let since = 0
    const { promise, resolve } = deferred()
    const socket = await visit(port, (me, data, isBinary) => {
      if (isBinary) return
      const type = typeOf(data)
      if (type === 'welcome') {
        since = performance.now()
        me.send(findMessage(), TEXT)
      } else if (type === 'matched') {
        if (isSecond) samples.push(performance.now() - since)
        me.send(OFFER)
        resolve()
      } else if (type === 'waiting') resolve()
    })
    everybody.push(socket)
    await promise
  }

  const pairs = (rate * seconds) / 2
  const begun = performance.now()
  for (let pair = 0; pair < pairs; pair += 1) {
    await pause(Math.max(0, begun + (pair * 2_000) / rate - performance.now()))
    await first
    first = arrive(false).then(() => arrive(true))
  }
  await first
  for (const socket of everybody) socket.terminate()
  samples.sort((a, b) => a - b)
  return { samples }
}

async function run(job) {
  switch (job.type) {
    case 'gather': {
      const dispatch = (socket, data, isBinary) => socket.onJob?.(socket, data, isBinary)
      visitors = await gather(job.port, job.count, dispatch)
      return {}
    }
    case 'next':
      await next(job.port, visitors, job.frames, job.quota, job.total)
      return {}
    case 'leave':
      await Promise.all(
        visitors.map(async (socket) => {
          socket.terminate()
          if (socket.readyState !== WebSocket.CLOSED) await once(socket, 'close')
        }),
      )
      visitors = []
      return {}
    case 'latency':
      return latency(job.port, job.rate, job.seconds)
    default:
      throw new Error(`no job ${job.type}`)
  }
}

process.on('message', (job) => {
  run(job).then(
    (result) => process.send(result),
    (error) => process.send({ error: String(error) }),
  )
})
