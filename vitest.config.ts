import { defineConfig } from 'vitest/config';

const slow = ['test/acceptance/**', 'test/bin/**', 'test/integration/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Captured stdout of a command is empty where vitest takes the console for itself.
    disableConsoleIntercept: true,
    allowOnly: false,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: slow, testTimeout: 30_000 } },
      {
        extends: true,
        test: { name: 'acceptance', include: ['test/{acceptance,bin}/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
  },
});
