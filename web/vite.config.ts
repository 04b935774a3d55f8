/**
 * Builds the visitors' page into dist/web and, in the mode `operator`, the operators' into
 * dist/operator: two builds that share no file, with compressed copies beside every one.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const COMPRESSIBLE = /\.(html|js|css|json|svg|txt)$/
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { version: string }
const SIGNALING = 'http://localhost:8080'
const RADAR = 'http://localhost:8081'

/** Compresses once, at build, as hard as it goes; the server only picks a file. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle({ dir = '' }) {
      for (const entry of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!COMPRESSIBLE.test(entry)) continue
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

/** Lists every file with its hash, for whoever compares a site with a checkout of this project. */
function fingerprint(): Plugin {
  return {
    name: 'fingerprint',
    apply: 'build',
    writeBundle({ dir = '' }) {
      const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
        .toSorted()
      const files = Object.fromEntries(
        paths.map((path) => [
          path,
          createHash('sha256')
            .update(readFileSync(join(dir, path)))
            .digest('hex'),
        ]),
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

export default defineConfig(({ mode }) => {
  const isOperator = mode === 'operator'
  const pages = isOperator
    ? ['operator.html']
    : ['index.html', 'privacy.html', 'terms.html', 'what-the-server-sees.html']
  return {
    root: import.meta.dirname,
    plugins: [
      react(),
      ...(isOperator ? [nameIndex('operator.html')] : [fingerprint()]),
      precompress(),
    ],
    define: { __VERSION__: JSON.stringify(version) },
    build: {
      outDir: isOperator ? '../dist/operator' : '../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      // Inlined copies would be data: URLs, which have no compressed twin and no cache.
      assetsInlineLimit: 0,
      // What is loaded later is loaded while the visitor reads: no list of it has to come first.
      modulePreload: false,
      rolldownOptions: { input: pages.map((page) => join(import.meta.dirname, page)) },
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
