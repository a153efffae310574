import { defineConfig } from 'vitest/config';
import { PACKAGE_SOURCES } from './workbench/package-sources.ts';

export default defineConfig({
  resolve: { alias: PACKAGE_SOURCES },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/seed-of-properties.ts'],
    testTimeout: 60_000,
    // Numerical tests load native sessions; one file per process keeps their memory apart.
    pool: 'forks',
    maxWorkers: 2,
  },
});
