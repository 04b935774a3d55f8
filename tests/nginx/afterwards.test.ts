/** What an operator is told to do after rendering again. */
import { commandsAfter } from '../../nginx/afterwards.ts'
import { render } from './deployments.ts'

it.each([
  [[], []],
  [['options.json', 'CHECKLIST.md', 'renewed.sh', 'host/coredump.conf'], []],
  [['signaling.env', 'turnserver.conf'], ['systemctl restart p2pchat-signaling p2pchat-turn']],
  [['nginx/tls.conf', 'nginx/site.conf'], ['systemctl reload p2pchat-nginx']],
  [['ruleset.nft', 'host/services.nft'], ['nft -f /x/ruleset.nft']],
  [
    ['host/sysctl.conf', 'nginx/site.conf', 'systemd/p2pchat-nginx.service'],
    ['sysctl --system', 'systemctl daemon-reload', 'systemctl restart p2pchat-nginx'],
  ],
])('[E4] changed files name what they are taken into use with: %j', (changed, commands) => {
  expect(commandsAfter('/x', changed)).toEqual(commands)
})

it('[E4] each service is named when everything has changed', () => {
  const commands = commandsAfter('/etc/p2pchat', Object.keys(render()))
  const restart = commands.find((command) => command.startsWith('systemctl restart p2pchat'))
  expect(restart?.split(' ').slice(2).toSorted()).toEqual(
    ['firewall', 'nginx', 'radar', 'signaling', 'turn'].map((name) => `p2pchat-${name}`),
  )
})
