// Resets the module over pigpio-client as on a Raspberry Pi, reads its WINDs up to 32, and sends AT.
// Arguments: folder of the package, port of the daemon.
'use strict'
const [folder, port] = process.argv.slice(2)
const SIF = require(folder + '/SIF.js')
const pigpio = require(folder).pigpio({ host: '127.0.0.1', port: Number(port) })
const { MODES, READ, WRITE, SPIO, SPIC, SPIR, SPIX } = SIF.Commands
const IRQ = 25
const RESET = 24
const LIMIT = 20000

pigpio.once('error', (error) => {
  console.error(error)
  process.exit(1)
})
pigpio.once('connected', () => run().then(() => process.exit(0), (error) => {
  console.error(error)
  process.exit(1)
}))

async function run () {
  const flags = new Uint32Array([0]).buffer
  const bus = await pigpio.request(SPIO, 0, 8000000, flags.byteLength, undefined, flags)
  let edges = 0
  pigpio.startNotifications(1 << IRQ, (levels) => { if ((levels & 1 << IRQ) === 0) edges++ })

  const transfer = async (bytes) => {
    const buffer = new Uint8Array(bytes).buffer
    const [count, ...answer] = await pigpio.request(SPIX, bus, 0, bytes.length, undefined, buffer)
    if (count !== bytes.length) throw new Error(`transfer: ${count}`)
    return answer
  }
  const read = async (count) => (await pigpio.request(SPIR, bus, count, 0)).slice(1)
  const irqLow = async () => {
    const end = Date.now() + LIMIT
    while (await pigpio.request(READ, IRQ, 0, 0) !== 0) {
      if (Date.now() > end) throw new Error('no IRQ')
    }
  }
  // Behind a sync: the indication of a WIND, or -1 for the end of the reply.
  const restOfPacket = async () => {
    const [kind, indication, low, high] = await read(4)
    const length = low | high << 8
    const payload = length > 0 ? await read(length) : []
    const wind = kind >> 4 === 1
    console.log(wind ? 'WIND' : 'REPLY', indication, Buffer.from(payload).toString('latin1'))
    return wind ? indication : -1
  }
  const packet = async () => {
    await irqLow()
    while ((await transfer([0]))[0] !== 2);
    return restOfPacket()
  }

  await pigpio.request(WRITE, RESET, 0, 0)
  await pigpio.request(MODES, RESET, 0, 0)
  while (await packet() !== 32);

  // A WIND that begins in the same moment is read first.
  while ((await transfer([2]))[0] === 2) await restOfPacket()
  await transfer([0, 2, 1, 0])
  while (await packet() !== -1);
  await pigpio.request(SPIC, bus, 0, 0)
  console.log('EDGES', edges > 0)
}
