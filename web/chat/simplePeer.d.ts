/** The part of simple-peer 9.11.1 that peer.ts uses; its own types would bring Node's along. */
declare module 'simple-peer/simplepeer.min.js' {
  export interface SimplePeerOptions {
    initiator: boolean
    trickle: boolean
    objectMode: boolean
    channelName: string
    channelConfig: RTCDataChannelInit
    config: RTCConfiguration
  }
  export interface SimplePeerSignal {
    type?: string
    sdp?: string
    candidate?: RTCIceCandidateInit
  }
  export default class SimplePeer {
    constructor(options: SimplePeerOptions)
    readonly destroyed: boolean
    readonly connected: boolean
    /** Underscored, but the only way to placeholders, statistics and certificates. */
    readonly _pc: RTCPeerConnection
    /** Waits 5 s for candidates that are not awaited where they trickle, and has no end of its own. */
    readonly _iceCompleteTimer: ReturnType<typeof setTimeout> | null
    signal(data: SimplePeerSignal): void
    send(data: string): void
    destroy(): void
    on(event: 'signal', listener: (data: SimplePeerSignal) => void): this
    on(event: 'data', listener: (data: unknown) => void): this
    on(event: 'connect' | 'close' | 'iceStateChange', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
  }
}
