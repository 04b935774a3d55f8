/** Loaded into a server that shall be caught: it does what no server of ours does. */
const { appendFileSync } = require('node:fs')
const http = require('node:http')
const { WebSocket } = require('ws')

const kept = []
// Held as long as the process lives.
Object.assign(globalThis, { keptByMistake: kept })

const { emit: emitFrame } = WebSocket.prototype
WebSocket.prototype.emit = function (event, data, ...rest) {
  if (event === 'message') kept.push(data)
  return Reflect.apply(emitFrame, this, [event, data, ...rest])
}

const { emit: emitRequest } = http.Server.prototype
http.Server.prototype.emit = function (event, request, ...rest) {
  const address = request?.headers?.['x-forwarded-for']
  if (address !== undefined) {
    kept.push(`visitor from ${address}`)
    process.stdout.write(`visitor from ${address}\n`)
    // As a rule of a firewall does that has packets logged.
    appendFileSync('/dev/kmsg', `<6>visitor from ${address}\n`)
  }
  return Reflect.apply(emitRequest, this, [event, request, ...rest])
}

const { end } = http.ServerResponse.prototype
http.ServerResponse.prototype.end = function (text, ...rest) {
  const isMetrics = this.req?.url === '/metrics'
  const latest = kept.findLast((one) => typeof one === 'string')
  return Reflect.apply(end, this, [isMetrics ? `${text}# ${latest}\n` : text, ...rest])
}

/** The radar: whoever was named in the feed once is named in it for ever. */
async function nameForEver() {
  const { Aedes } = await import('aedes')
  const named = new Map()
  kept.push(named)
  const { publish } = Aedes.prototype
  Aedes.prototype.publish = function (packet, ...rest) {
    if (packet.topic !== 'operator/feed') return Reflect.apply(publish, this, [packet, ...rest])
    const entries = JSON.parse(String(packet.payload)).map((entry) => {
      if (entry.prefix !== null) named.set(entry.at, entry.prefix)
      return { ...entry, prefix: named.get(entry.at) ?? null }
    })
    return Reflect.apply(publish, this, [{ ...packet, payload: JSON.stringify(entries) }, ...rest])
  }
}

/** The firewall: it says what it was told to block. */
function sayWhom() {
  const { MqttClient } = require('mqtt')
  const { emit } = MqttClient.prototype
  MqttClient.prototype.emit = function (event, topic, payload, ...rest) {
    if (event === 'message') process.stdout.write(`blocks ${String(payload)}\n`)
    return Reflect.apply(emit, this, [event, topic, payload, ...rest])
  }
}

/** Signaling: it names its last visitor to the radar, in a field that is its own to fill. */
function nameToRadar() {
  const { MqttClient } = require('mqtt')
  const { publish } = MqttClient.prototype
  MqttClient.prototype.publish = function (topic, payload, ...rest) {
    const latest = kept.findLast((one) => typeof one === 'string')
    const isOwn = topic.startsWith('census/') && payload !== '' && latest !== undefined
    const said = isOwn
      ? JSON.stringify({ ...JSON.parse(payload), build: latest.split(' ').at(-1) })
      : payload
    return Reflect.apply(publish, this, [topic, said, ...rest])
  }
}

const [, program = ''] = process.argv
if (/signaling.main\.js$/.test(program)) nameToRadar()
if (/radar.main\.js$/.test(program)) void nameForEver()
if (/firewall.main\.js$/.test(program)) sayWhom()
