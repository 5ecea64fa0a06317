/**
 * Builds the page into dist/: static files that work from any path of any server, with no inlined data: URLs, so that
 * a strict content security policy holds. Development and preview are cross-origin isolated, as the real server is.
 */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './tools/compress.mjs';
import { early, earlyGroup } from './tools/early.mjs';
import { fileHeaders, policyInPage } from './tools/headers.mjs';
import { offline } from './tools/offline.mjs';
import { packedShaders } from './tools/shaders.mjs';
import './tools/wasm.mjs';

/** The WASM backend asks for Node's threads and files only where it runs in Node. */
const external = /^node:/;

export default defineConfig({
  base: './',
  plugins: [react(), packedShaders(), policyInPage(), early(), offline(), compressed()],
  server: { headers: fileHeaders },
  preview: { headers: fileHeaders },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // Every browser that has WebGPU or WASM SIMD with modules in workers has modulepreload.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      external,
      output: {
        codeSplitting: {
          groups: [
            earlyGroup,
            // One file for the rest of a first visit: cut where later parts share with it, it compresses 5 kB worse.
            { name: 'first', tags: ['$initial'] },
            // What backends share is some small files, and each costs a request of its own.
            { name: 'backend', test: /\/src\/(backend\/(cpu\/|paint\/|[^/]+$)|core\/breathe)/ },
          ],
        },
      },
    },
    // The licences of what is bundled travel with it.
    license: { fileName: 'licenses.md' },
  },
  worker: { format: 'es', rolldownOptions: { external } },
});
