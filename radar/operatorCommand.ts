/** `npm run operator -- COMMAND`: for whoever is locked out, or sets the radar up from a shell. */
import { runOperatorCommand } from './controlClient.ts'

const { ok, text } = await runOperatorCommand(
  process.argv.slice(2),
  process.env['RADAR_DATA'] ?? '.data',
)
if (ok) process.stdout.write(text)
else process.stderr.write(text)
process.exitCode = ok ? 0 : 1
