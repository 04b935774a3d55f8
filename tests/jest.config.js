/** Jest over TypeScript sources, compiled by swc to CommonJS so that no experimental flag is needed. */
const transform = {
  '\\.(t|j)sx?$|\\.mjs$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
    },
  ],
}

export default {
  rootDir: '..',
  roots: ['<rootDir>/tests'],
  testEnvironment: 'node',
  // Browsers start slowly on a busy machine; what must be quick says so itself.
  testTimeout: 90_000,
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  // Whatever draws a screen finds the sentences that an English visitor reads.
  setupFiles: ['<rootDir>/tests/helpers/english.cjs'],
  transform,
  transformIgnorePatterns: [],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json'],
}
