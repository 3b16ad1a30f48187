// How the screens are made ready for the officers' browsers: one page, few files, all of them ours.

import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { precompressed } from './src/ui/build/precompressed.ts'
import { capabilityScreens } from './src/ui/build/capability-screens.ts'
import { wordsOfCapabilities } from './src/ui/build/words.ts'

const source = fileURLToPath(new URL('src', import.meta.url))

export default defineConfig(({ command }) => ({
  root: fileURLToPath(new URL('src/ui', import.meta.url)),
  publicDir: false,
  plugins: [
    ...(command === 'serve' ? [react()] : []),
    capabilityScreens(source),
    wordsOfCapabilities(source),
    precompressed(),
  ],
  resolve: {
    alias: [
      // Messages are parsed when the client is built (see build/words.ts): the parser stays here.
      {
        find: '@formatjs/icu-messageformat-parser',
        replacement: '@formatjs/icu-messageformat-parser/no-parser.js',
      },
    ],
  },
  build: {
    outDir: fileURLToPath(new URL('dist/ui', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows no data: fonts, and a file of its own is cached for ever.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
  },
  worker: { format: 'es' },
  server: {
    proxy: { '/api': process.env.SAFAR_NODE ?? 'http://127.0.0.1:8080' },
    fs: { allow: [fileURLToPath(new URL('.', import.meta.url))] },
  },
}))
