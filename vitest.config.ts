import { defineConfig } from 'vitest/config';

// Limits that only a hang reaches: how quick something is belongs to the benchmarks, not to tests on a busy machine.
const outside = ['node_modules/**', 'dist/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      {
        // Rules and readers: no database.
        test: {
          name: 'unit',
          include: ['{platform,modules,tools,app,db}/**/*.test.{ts,tsx}'],
          exclude: [...outside, '**/*.api.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Against a real PostgreSQL, through the endpoints.
        test: {
          name: 'api',
          include: ['{platform,modules,app}/**/*.api.test.ts'],
          exclude: outside,
          globalSetup: ['app/testing/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
