/**
 * Loaded into a server of a proof: at SIGUSR2 it tells all that is still held in memory, over a socket
 * so that nothing of it is written: first every live view of bytes, then the picture of the heap.
 */
const { once } = require('node:events')
const inspector = require('node:inspector')
const { connect } = require('node:net')
const v8 = require('node:v8')
const { runInNewContext } = require('node:vm')

const COLLECTIONS = 8
// Long texts are shown whole.
v8.setFlagsFromString('--heap-snapshot-string-limit=10000000')
v8.setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

async function collectAll() {
  for (let round = 0; round < COLLECTIONS; round += 1) {
    collect()
    // What is finalised in one turn lets go of more in the next.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Runs in the inspector's world, with the list of all views as `this`. */
function joinViews() {
  // The prototypes of narrower kinds are among them, and no views.
  return (
    Array.from(this)
      .filter((view) => ArrayBuffer.isView(view))
      // What small buffers are cut from is used again and again: memory, and nothing that is kept.
      .filter(({ byteLength }) => byteLength !== Buffer.poolSize)
      .map((view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('latin1'))
      .join('\n--\n')
  )
}

async function tellViews(session, socket) {
  const post = (method, params) =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)))
    })
  const { result } = await post('Runtime.evaluate', { expression: 'Uint8Array.prototype' })
  const { objects } = await post('Runtime.queryObjects', { prototypeObjectId: result.objectId })
  const joined = await post('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: joinViews.toString(),
    returnByValue: true,
  })
  const views = Buffer.from(joined.result.value, 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(views.length)
  await post('Runtime.releaseObject', { objectId: objects.objectId })
  socket.write(length)
  await new Promise((resolve) => socket.write(views, resolve))
}

async function tell() {
  const socket = connect(process.env.PROOF_HEAP)
  await once(socket, 'connect')
  const session = new inspector.Session()
  session.connect()
  await collectAll()
  await tellViews(session, socket)
  session.disconnect()
  await collectAll()
  v8.getHeapSnapshot().pipe(socket)
}

process.on('SIGUSR2', () => void tell())
