/**
 * Builds the visitors' page into dist/web and, in the mode `operator`, the operators' into
 * dist/operator: two builds that share no file, with compressed copies beside every one. Both are
 * links to folders of single builds, see publish.ts. The mode `look` is a page that shows every
 * screen and state by itself, and is built by tests alone, into a folder of theirs.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { LANGUAGES } from '../signaling/languages/languages.ts'
import { digestOf, filesIn, publish } from './publish.ts'

const COMPRESSIBLE = /\.(html|js|css|json|svg|txt|webmanifest)$/
/** The service worker: no name of a build, or browsers could not find the next one. */
const KEEPER = 'keeper'
/** Filled by the server when it starts, and never served as it is (signaling/policies.ts). */
const POLICY_TEMPLATE = 'policy.html'
/** What is kept besides the page and its assets, by who asks for it. */
const KEPT = /^(icon-192\.png|icon-waiting\.svg|icon\.svg|manifest(\.\w+)?\.webmanifest)$/
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { version: string }
const SIGNALING = 'http://localhost:8080'
const RADAR = 'http://localhost:8081'

interface Manifest {
  readonly description: string
  readonly description_localized: Readonly<Record<string, { readonly value: string }>>
  readonly start_url: string
}

/** Puts loadStyles.ts in the place of what Vite puts around each `import()`. */
function ownLoader(): Plugin {
  return {
    name: 'own-loader',
    enforce: 'pre',
    apply: 'build',
    resolveId: {
      filter: { id: /^\0vite\/preload-helper\.js$/ },
      handler: () => join(import.meta.dirname, 'loadStyles.ts'),
    },
  }
}

/** A bundle that asks whether there is a `require`: in browsers there is none, and no helper for it. */
function withoutRequire(): Plugin {
  return {
    name: 'without-require',
    transform: {
      filter: { id: /\/simplepeer\.min\.js$/ },
      handler: (code) => ({ code: `var require;${code}`, map: null }),
    },
  }
}

/** One more manifest for each language: who installs the page in it starts the app in it. */
function translateManifest(): Plugin {
  return {
    name: 'translate-manifest',
    apply: 'build',
    generateBundle() {
      const { description_localized: said, ...common } = JSON.parse(
        readFileSync(join(import.meta.dirname, 'public/manifest.webmanifest'), 'utf8'),
      ) as Manifest
      for (const { code, tag, direction } of LANGUAGES)
        this.emitFile({
          type: 'asset',
          fileName: `manifest.${code}.webmanifest`,
          source: JSON.stringify({
            ...common,
            description: said[tag]?.value ?? common.description,
            lang: tag,
            dir: direction,
            // An app of its own: else the manifest of any page opened later would take its place.
            id: `${common.start_url}?lang=${code}`,
            start_url: `${common.start_url}?lang=${code}`,
          }),
        })
    },
  }
}

/** Compresses once, at build, as hard as it goes; the server only picks a file. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!COMPRESSIBLE.test(entry) || entry === POLICY_TEMPLATE) continue
        const path = join(dir, entry)
        const content = readFileSync(path)
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
        writeFileSync(
          `${path}.br`,
          brotliCompressSync(content, {
            params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
          }),
        )
      }
    },
  }
}

/** Tells the service worker which files it keeps, under a name that changes with any of them. */
function listKept(): Plugin {
  return {
    name: 'list-kept',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const files = filesIn(dir).filter((path) => path.startsWith('assets/') || KEPT.test(path))
      const hashes = ['index.html', ...files].map((path) => digestOf(readFileSync(join(dir, path))))
      const kept = {
        name: `page-${digestOf(hashes.join()).slice(0, 16)}`,
        paths: ['/', ...files.map((path) => `/${path}`)],
      }
      const path = join(dir, `${KEEPER}.js`)
      const code = readFileSync(path, 'utf8')
      if (code.split('__KEPT__').length !== 2)
        throw new Error('The worker has no place for a list.')
      // A function: in a string, `$` would have a meaning.
      writeFileSync(
        path,
        code.replace('__KEPT__', () => JSON.stringify(kept)),
      )
    },
  }
}

/** Lists every file with its hash, for whoever compares a site with a checkout of this project. */
function fingerprint(): Plugin {
  return {
    name: 'fingerprint',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const files = Object.fromEntries(
        filesIn(dir).map((path) => [path, digestOf(readFileSync(join(dir, path)))]),
      )
      writeFileSync(join(dir, 'build.json'), `${JSON.stringify({ version, files }, null, 2)}\n`)
    },
  }
}

/** The operators' host has one page, and it is the index. */
function nameIndex(page: string): Plugin {
  return {
    name: 'name-index',
    apply: 'build',
    writeBundle({ dir = '' }) {
      renameSync(join(dir, page), join(dir, 'index.html'))
    },
  }
}

/** After everything else: from here on the build is served. */
function publishBuild(link: string): Plugin {
  return {
    name: 'publish-build',
    apply: 'build',
    writeBundle({ dir = '' }) {
      publish(dir, link)
    },
  }
}

export default defineConfig(({ mode }) => {
  const isOperator = mode === 'operator'
  const isLook = mode === 'look'
  const name = isOperator ? 'operator' : 'web'
  const dist = join(import.meta.dirname, '../dist')
  const pages = isOperator
    ? ['operator.html']
    : isLook
      ? ['look.html']
      : ['index.html', POLICY_TEMPLATE, `chat/${KEEPER}.ts`]
  const publishing = [
    ...(isOperator
      ? [nameIndex('operator.html')]
      : [translateManifest(), listKept(), fingerprint()]),
    precompress(),
    publishBuild(join(dist, name)),
  ]
  return {
    root: import.meta.dirname,
    plugins: [ownLoader(), withoutRequire(), react(), ...(isLook ? [] : publishing)],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir: join(dist, 'builds', `${isLook ? 'look' : name}-fresh`),
      emptyOutDir: true,
      target: 'es2022',
      // Inlined copies would be data: URLs, which have no compressed twin and no cache.
      assetsInlineLimit: 0,
      // What is loaded later is loaded while the visitor reads: no list of it has to come first.
      modulePreload: false,
      rolldownOptions: {
        input: pages.map((page) => join(import.meta.dirname, page)),
        output: {
          // One file instead of three is smaller, and stays the same when only our code changes.
          codeSplitting: {
            groups: [
              {
                name: 'base',
                test: /node_modules\/(react|react-dom|scheduler|zod)\/|rolldown\/runtime/,
              },
            ],
          },
          entryFileNames: ({ name }) => (name === KEEPER ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
    // The servers believe only their own origin, so the proxy speaks for the page under development.
    server: {
      proxy: {
        '/signal': { target: SIGNALING, ws: true, headers: { origin: SIGNALING } },
        '/api': { target: RADAR, headers: { origin: RADAR } },
        '/mqtt': { target: RADAR, ws: true, headers: { origin: RADAR } },
      },
    },
  }
})
