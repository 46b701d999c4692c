/**
 * Waits in slices, where real time runs so fast that every slice is over at once.
 */
import { afterEach, expect, test, vi } from 'vitest';
import type { AppContext } from '../../../src/app/context.ts';
import { wait } from '../../../src/app/lhc/wait.ts';
import { loadSite } from '../../../src/app/site/load.ts';
import { temporaryHome } from '../../support/cli.ts';

const CONTOSO = new URL('../../../examples/sites/contoso.yaml', import.meta.url).pathname;

afterEach(() => {
  vi.restoreAllMocks();
});

function contextIn(home: string): AppContext {
  return {
    configDir: `${home}/config`,
    cacheDir: `${home}/cache`,
    site: null,
    command: 'holdover lhc wait',
    operator: 'somebody',
    dryRun: false,
    expect: null,
    waitMs: null,
    interrupted: async () => false,
    copy: null,
  };
}

test('a slice that is over before it began gets on all the same, and the wait ends where it would have ended', async () => {
  const context = contextIn(temporaryHome());
  await loadSite(context, { file: CONTOSO, replace: false });
  let realMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (realMs += 3_600_000));
  const options = { until: 'elapsedSec >= 5.0', failOn: null, timeoutMs: 60_000 };
  expect(await wait(context, options)).toMatchObject({ outcome: 'holds', waitedSec: 5 });
});

test('an interruption between slices says what is in force', async () => {
  const context = contextIn(temporaryHome());
  await loadSite(context, { file: CONTOSO, replace: false });
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now() * 1_000_000);
  const options = { until: 'elapsedSec >= 500.0', failOn: null, timeoutMs: 600_000 };
  await expect(wait({ ...context, interrupted: async () => true }, options)).rejects.toMatchObject({
    kind: 'interrupted',
    why: 'Nothing is in force.',
  });
});
