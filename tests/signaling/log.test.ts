import type { PassThrough } from 'node:stream'
import { codeOf, createLog, type LogFields } from '../../radar/log.ts'

/** Stands in for standard error; jest demands the prefix of what a mock refers to. */
let mockLines: string[] = []

jest.mock('pino', () => {
  const { pino } = jest.requireActual<typeof import('pino')>('pino')
  const sink = { write: (line: string) => void mockLines.push(line) } as unknown as PassThrough
  return {
    pino: Object.assign((options: object) => pino(options, sink), { destination: () => sink }),
  }
})

const ADDRESSES = ['203.0.113.9', '::1', '2001:db8::1', 'fe80::1%eth0', 'DEAD::BEEF']

function linesOf(level: 'info' | 'warn', write: (log: ReturnType<typeof createLog>) => void) {
  mockLines = []
  write(createLog('signaling', level))
  return mockLines.map((line) => JSON.parse(line) as Record<string, unknown>)
}

/** What a careless caller, or one in plain JavaScript, could hand over. */
const careless = (fields: Readonly<Record<string, unknown>>) => fields as LogFields

describe('the log', () => {
  it('writes an event with numbers and an error code', () => {
    const [line] = linesOf('info', (log) =>
      log.error('crashed', { port: 1, visitors: 2, errorCode: 'EPIPE' }),
    )
    expect(line).toMatchObject({ process: 'signaling', msg: 'crashed', port: 1, visitors: 2 })
    expect(line).toMatchObject({ errorCode: 'EPIPE' })
    expect(Object.keys(line ?? {}).sort()).toEqual(
      ['errorCode', 'level', 'msg', 'port', 'process', 'time', 'visitors'].sort(),
    )
  })

  it.each(ADDRESSES)('has no field that takes the address %s', (address) => {
    linesOf('info', (log) => {
      log.info('started', { errorCode: address })
      log.warn('started', careless({ port: address, visitors: address }))
      log.error('started', careless({ address, ip: address, err: new Error(address) }))
      log.error('started', careless({ port: [address], visitors: { address } }))
    })
    expect(mockLines).toHaveLength(4)
    expect(mockLines.join('')).not.toContain(address)
  })

  it.each(['', 'E', 'epipe', 'E PIPE', 'E1', 'EPIPE\n', 'A'.repeat(42)])(
    'drops %j, which is no error code',
    (errorCode) => {
      const [line] = linesOf('info', (log) => log.error('crashed', { errorCode }))
      expect(line).not.toHaveProperty('errorCode')
    },
  )

  it('keeps quiet below its level', () => {
    const lines = linesOf('warn', (log) => {
      log.info('started')
      log.warn('draining')
    })
    expect(lines.map(({ msg }) => msg)).toEqual(['draining'])
  })

  it('takes the code of an error and never its message', () => {
    expect(codeOf(Object.assign(new Error('connect 203.0.113.9'), { code: 'EPIPE' }))).toBe('EPIPE')
    expect(codeOf(new Error('connect 203.0.113.9'))).toBeUndefined()
    expect(codeOf(Object.assign(new Error(), { code: 7 }))).toBeUndefined()
    expect(codeOf('203.0.113.9')).toBeUndefined()
  })
})
