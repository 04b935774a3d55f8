/** What the policy pages say in Indonesian. */
export { data } from './data.ts'
export { observers } from './observers.ts'
export { pages } from './pages.ts'
export { privacy } from './privacy.ts'
export { settings } from './settings.ts'
