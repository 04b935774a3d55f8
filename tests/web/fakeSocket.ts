/** A WebSocket whose other end is the test. */
const CONNECTING = 0
const OPEN = 1
const CLOSED = 3

export class FakeSocket {
  readonly url: string
  binaryType: BinaryType = 'blob'
  readyState = CONNECTING
  readonly sent: unknown[] = []
  closedWith: number | undefined
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  constructor(url: string) {
    this.url = url
  }

  send(data: unknown): void {
    this.sent.push(data)
  }
  /** As in a browser: the event of closing comes later, and not from here. */
  close(code?: number): void {
    this.closedWith = code ?? 1005
    this.readyState = CLOSED
  }

  /** What the server does. */
  accept(): void {
    this.readyState = OPEN
    this.onopen?.()
  }
  say(message: unknown): void {
    this.deliver(JSON.stringify(message))
  }
  deliver(data: unknown): void {
    this.onmessage?.({ data })
  }
  end(code = 1006): void {
    this.readyState = CLOSED
    this.onclose?.({ code })
  }
}
