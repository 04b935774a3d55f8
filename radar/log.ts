/**
 * The one logger of all processes. It takes an event and fields from the lists below and nothing
 * else: numbers and fixed words, so that there is no way to hand it an address or a text (P5).
 */
import { pino } from 'pino'

export type LogEvent =
  | 'started'
  | 'draining'
  | 'stopped'
  | 'socketFailed'
  | 'requestFailed'
  | 'limiterFailed'
  | 'fileFailed'
  | 'fileDamaged'
  | 'webhookFailed'
  | 'nftFailed'
  | 'nginxFailed'
  | 'crashed'

export interface LogFields {
  readonly port?: number
  readonly visitors?: number
  /** The code of a Node error, such as `EPIPE`. Anything that does not look like one is dropped. */
  readonly errorCode?: string | undefined
}

export interface Log {
  info(event: LogEvent, fields?: LogFields): void
  warn(event: LogEvent, fields?: LogFields): void
  error(event: LogEvent, fields?: LogFields): void
}

/** An error code is an upper-case word; an address can never be one. */
function errorCodeOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[A-Z][A-Z_]{1,40}$/.test(text) ? text : undefined
}

function clean(fields: LogFields): LogFields {
  return {
    ...(typeof fields.port === 'number' && { port: fields.port }),
    ...(typeof fields.visitors === 'number' && { visitors: fields.visitors }),
    errorCode: errorCodeOf(fields.errorCode),
  }
}

/**
 * @param process which process speaks
 * @param level the least important level written, to standard error as JSON
 */
export function createLog(
  process: 'signaling' | 'radar' | 'firewall',
  level: 'info' | 'warn',
): Log {
  const logger = pino({ level, base: { process } }, pino.destination({ fd: 2, sync: true }))
  return {
    info: (event, fields = {}) => logger.info(clean(fields), event),
    warn: (event, fields = {}) => logger.warn(clean(fields), event),
    error: (event, fields = {}) => logger.error(clean(fields), event),
  }
}

/** The code of whatever was thrown, for `errorCode`. The message may hold an address: it is left. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
