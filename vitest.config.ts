import { defineConfig } from 'vitest/config';

/** Whole scenarios from their cause to their end: minutes each, so that each has a command of its own. */
const alerts = ['e2e/alerts.test.ts'];
const failures = ['e2e/failures.test.ts'];

/** `*.db.test.ts` need PostgreSQL, `e2e/` the running product and a build; all other tests need nothing. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,components,lib,cli,demo}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['lib/**/*.db.test.ts', 'app/**/*.db.test.ts', 'cli/**/*.db.test.ts'],
          environment: 'node',
          globalSetup: ['lib/db/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/*.test.ts'],
          exclude: [...alerts, ...failures],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'alerts',
          include: alerts,
          environment: 'node',
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'failures',
          include: failures,
          environment: 'node',
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['e2e/faults/*.test.ts'],
          environment: 'node',
          // One at a time: another fault's load would count against what this one measures.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
