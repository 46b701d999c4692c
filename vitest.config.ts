/**
 * The kinds of tests, each in its folder, with the time that one test of the kind may take.
 */
import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/support/count-reporter.ts';

interface Kind {
  readonly name: string;
  readonly testTimeoutMs: number;
  readonly needsBuild?: boolean;
}

const KINDS: readonly Kind[] = [
  { name: 'unit', testTimeoutMs: 30_000 },
  { name: 'property', testTimeoutMs: 60_000 },
  { name: 'scenario', testTimeoutMs: 20_000 },
  { name: 'sim', testTimeoutMs: 120_000 },
  { name: 'e2e', testTimeoutMs: 60_000, needsBuild: true },
  { name: 'pty', testTimeoutMs: 60_000, needsBuild: true },
  { name: 'tidy', testTimeoutMs: 60_000 },
];

export default defineConfig({
  test: {
    reporters: ['default', new CountReporter()],
    // By default one core is left out, which on two cores is half of them.
    maxWorkers: '100%',
    projects: KINDS.map(({ name, testTimeoutMs, needsBuild }) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        testTimeout: testTimeoutMs,
        ...(needsBuild === true ? { globalSetup: 'test/support/built.ts' } : {}),
      },
    })),
  },
});
