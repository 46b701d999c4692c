/**
 * A test of the fail-over that is broken off half-way: what it leaves behind, and what it says.
 */
import { afterEach, expect, test, vi } from 'vitest';
import type { AppContext } from '../../../../src/app/context.ts';
import { openSite } from '../../../../src/app/open-site.ts';
import { type TestFailoverOptions, testFailover } from '../../../../src/app/pvs/test-failover.ts';
import { loadSite } from '../../../../src/app/site/load.ts';
import { temporaryHome } from '../../../support/cli.ts';

const CONTOSO = new URL('../../../../examples/sites/contoso.yaml', import.meta.url).pathname;

const KIOSK: TestFailoverOptions = {
  target: 'kiosk-1',
  vdisk: null,
  server: null,
  withinMs: 60_000,
  keepStopped: false,
};

afterEach(() => {
  vi.restoreAllMocks();
});

async function siteWhereCtrlCIsPressed(): Promise<AppContext> {
  const home = temporaryHome();
  const context: AppContext = {
    configDir: `${home}/config`,
    cacheDir: `${home}/cache`,
    site: null,
    command: 'holdover pvs test-failover kiosk-1',
    operator: 'somebody',
    dryRun: false,
    expect: null,
    waitMs: null,
    interrupted: async () => true,
    copy: null,
  };
  await loadSite(context, { file: CONTOSO, replace: false });
  // Real time runs so fast that every slice of the wait is over at once.
  let realMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (realMs += 3_600_000));
  return context;
}

async function serviceOf(context: AppContext, server: number) {
  const { world } = await openSite(context);
  return world.farm?.data.servers[server]?.service;
}

test('Ctrl-C half-way starts the service again', async () => {
  const context = await siteWhereCtrlCIsPressed();
  await expect(testFailover(context, KIOSK)).rejects.toMatchObject({
    kind: 'interrupted',
    message: 'The test was interrupted while pvs2 was stopped.',
    why: 'The Stream Service on pvs2 was started again.',
    hints: ['holdover pvs status'],
  });
  expect(await serviceOf(context, 1)).toBe('running');
});

test('with --keep-stopped it stays stopped, and the command that starts it is said', async () => {
  const context = await siteWhereCtrlCIsPressed();
  await expect(testFailover(context, { ...KIOSK, keepStopped: true })).rejects.toMatchObject({
    kind: 'interrupted',
    why: 'The Stream Service on pvs2 is still stopped, as asked.',
    hints: ['holdover pvs start-stream pvs2'],
  });
  expect(await serviceOf(context, 1)).not.toBe('running');
});
