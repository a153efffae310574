import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { gzipped } from './gzipped.ts';
import { PACKAGE_SOURCES } from './package-sources.ts';
import { precached } from './precached.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The workbench sees the package by its public names alone; here they lead to the sources, so that both are developed as one. */
export default defineConfig({
  root: `${root}workbench`,
  base: './',
  plugins: [react(), gzipped(), precached()],
  resolve: { alias: PACKAGE_SOURCES },
  assetsInclude: ['**/*.onnx', '**/*.safetensors'],
  worker: { format: 'es', plugins: () => [gzipped()] },
  build: {
    outDir: `${root}dist/workbench`,
    emptyOutDir: true,
    target: 'es2022',
    // Models and the runtime are files of their own: their bytes are not spelt out in scripts.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
