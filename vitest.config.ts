import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Numerical tests load native sessions; one file per process keeps their memory apart.
    pool: 'forks',
    maxWorkers: 2,
  },
});
