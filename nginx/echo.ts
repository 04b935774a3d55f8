/** Stands for signaling while `--check` looks at what nginx tells an upstream: answers what it got. */
import { createServer } from 'node:http'

createServer((request, response) => {
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify(request.headers))
}).listen(Number(process.argv[2]), '127.0.0.1')
