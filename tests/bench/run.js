/** `npm run bench`: only the ratios carry over to other machines. */
import { benchServer } from './server.js'

process.stdout.write(await benchServer())
