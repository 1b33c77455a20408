import { defineConfig } from 'vitest/config';

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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Against a real PostgreSQL, through the endpoints.
        test: {
          name: 'api',
          include: ['{platform,modules,app}/**/*.api.test.ts'],
          exclude: outside,
          globalSetup: ['app/testing/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
