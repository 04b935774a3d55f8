/** Copies of the built project, as an operator's next ones. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIST, REPOSITORY } from '../helpers/signalingProcess.ts'

export interface BuildCopy {
  /** What `startSignaling` takes. */
  readonly dist: string
  /** The folder of the page. */
  readonly web: string
  remove(): void
}

/** Where the page finds no compressed twins, what is changed is what is served. */
export function copyBuild(): BuildCopy {
  const folder = mkdtempSync(join(tmpdir(), 'p2p-chat-build-'))
  const dist = join(folder, 'dist')
  for (const part of ['signaling', 'radar', 'web'])
    cpSync(join(DIST, part), join(dist, part), {
      recursive: true,
      dereference: true,
      filter: (path) => !/\.(gz|br)$/.test(path),
    })
  cpSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'))
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  return { dist, web: join(dist, 'web'), remove: () => rmSync(folder, { recursive: true }) }
}

/** Another build of the same page: its scripts have other names, and so has what is kept. */
export function copyNextBuild(): BuildCopy {
  const copy = copyBuild()
  const scripts = readdirSync(join(copy.web, 'assets')).filter((name) => name.endsWith('.js'))
  const nextOf = (name: string) => name.replace('-', '-next')
  for (const name of readdirSync(copy.web, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|html)$/.test(name)) continue
    const path = join(copy.web, name)
    let text = readFileSync(path, 'utf8').replaceAll(/\bpage-[\da-f]{16}/g, 'page-0000000000000000')
    for (const script of scripts) text = text.replaceAll(script, nextOf(script))
    writeFileSync(path, text)
    if (name.startsWith('assets/'))
      renameSync(path, join(copy.web, 'assets', nextOf(name.slice(7))))
  }
  return copy
}
