import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { PACKAGE_SOURCES } from '../../../workbench/package-sources.ts';

/** Builds the page that shows the viewer alone, as the workbench is built, and serves it. */
export async function serveViewerPage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const outDir = mkdtempSync(join(tmpdir(), 'viewer-page-'));
  const common = { configFile: false, root: import.meta.dirname, logLevel: 'error' } as const;
  await build({
    ...common,
    plugins: [react()],
    resolve: { alias: PACKAGE_SOURCES },
    build: { outDir, target: 'es2022', emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 2000 },
  });
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } });
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
