/** All of it that is not needed before Find is pressed, as one chunk. */
export { adWords } from './ad.ts'
export { appWords } from './app.ts'
export { mediaWords } from './media.ts'
export { symbolNames } from './symbols.ts'
export { transferWords } from './transfer.ts'
export { visitWords } from './visit.ts'
export { voiceWords } from './voice.ts'
export { words } from './words.ts'
