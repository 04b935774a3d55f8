/** What `--check` says of a machine that is not, or not yet, the one that was rendered for. */
import { checkMachine, type Machine, type Unit } from '../../nginx/checkMachine.ts'
import { OPTIONS } from './deployments.ts'

const unit = (name: string, user: string): Unit => ({
  name: `${name}.service`,
  path: `/etc/p2pchat/systemd/${name}.service`,
  text: `[Service]\nUser=${user}\n`,
})
const UNITS = [unit('one', 'me'), unit('two', 'me'), unit('three', 'you')]
const INSTALLED: Machine = {
  addresses: ['127.0.0.1', '198.51.100.9', '2001:db8::9'],
  hasUser: () => true,
  installed: (name) => `/etc/p2pchat/systemd/${name}`,
}
const judge = (change: Partial<Machine>, addresses = OPTIONS.addresses) =>
  checkMachine({ ...OPTIONS, addresses }, UNITS, { ...INSTALLED, ...change })

it('[E9] the machine that was rendered for, with all installed, is one good sentence', () => {
  expect(judge({})).toEqual([
    { verdict: 'good', sentence: 'This machine has the addresses that it was rendered for.' },
  ])
})

it('[E9] an address that the machine does not have is wrong', () => {
  expect(judge({ addresses: ['127.0.0.1', '198.51.100.9'] })).toEqual([
    {
      verdict: 'wrong',
      sentence: expect.stringContaining('does not have the address 2001:db8::9:') as string,
    },
  ])
})

it('[E9] behind a NAT, the machine has the address inside', () => {
  const addresses = [{ shown: '203.0.113.7', local: '10.0.0.5' }]
  expect(judge({ addresses: ['10.0.0.5'] }, addresses)[0]?.verdict).toBe('good')
  expect(judge({ addresses: ['203.0.113.7'] }, addresses)[0]?.verdict).toBe('wrong')
})

it('[E9] what is not installed, or from elsewhere, is a note', () => {
  const said = judge({
    hasUser: (name) => name === 'you',
    installed: (name) =>
      ({ 'one.service': '/etc/other/one.service', 'two.service': null })[name] ??
      (name === 'three.service' ? '/etc/p2pchat/systemd/three.service' : null),
  })
  expect(said.slice(1)).toEqual([
    {
      verdict: 'note',
      sentence: 'Not installed yet: the users me (CHECKLIST.md, steps 2 and 3).',
    },
    { verdict: 'note', sentence: 'Not installed yet: two.service (CHECKLIST.md, step 6).' },
    {
      verdict: 'note',
      sentence:
        '/etc/systemd/system/one.service is not the one that is looked at here, but another.',
    },
  ])
})
