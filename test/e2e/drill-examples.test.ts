/**
 * The drills that ship are valid, come to what their heads say on the site contoso, and leave it as they found it: when they are over, and
 * wherever they are ended early.
 *
 * Not here: drills in general (test/unit/core/drill), and the program that runs them.
 */
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { shippedDrills } from '../../src/app/drill/shipped.ts';
import type { StatusParts } from '../../src/app/status.ts';
import { drillPlanText } from '../../src/ui/text/drill-plan.ts';
import { ROOT, temporaryHome } from '../support/cli.ts';
import { CONTOSO_FILE, QUIET_CONTOSO } from '../support/cli-site.ts';
import { DrillRehearser } from '../support/drill-rehearser.ts';

interface Shipped {
  readonly params: Readonly<Record<string, string>>;
  /** Why it does not pass; none where it passes. */
  readonly failure?: RegExp;
  /** It needs people who work. */
  readonly isBusy?: true;
}

const ISLANDS = { first: 'ams', second: 'fra' };
const PERSON = { user: 'user-1200', resource: 'Excel' };

const DRILLS: Readonly<Record<string, Shipped>> = {
  'lhc-database-upgrade-window': { params: { zone: 'ams' } },
  'lhc-elected-restart': { params: { zone: 'fra' } },
  'lhc-multi-zone': { params: { ...ISLANDS, ...PERSON } },
  'lhc-outage': { params: { zone: 'ams' } },
  'lhc-pooled-exhaustion': { params: ISLANDS, isBusy: true },
  'lhc-stale-connector': {
    params: { connector: 'cc-ams-02' },
    failure: /^import: .*localDb\.revision == .*: its last import failed/,
  },
  'lhc-test-procedure': { params: { zone: 'ams', ...PERSON, resource: 'Office Desktop' } },
  'pvs-failover-test': { params: { target: 'vda-017' } },
  'pvs-patch-server': { params: { server: 'pvs1' } },
  'pvs-replica-update': { params: { one: 'pvs1', two: 'pvs2' } },
};

test('each drill that ships is here', () => {
  expect(shippedDrills(ROOT).map((file) => basename(file, '.yaml'))).toEqual(Object.keys(DRILLS));
});

test.each(Object.entries(DRILLS))('%s', async (name, { params, failure, isBusy }) => {
  const rehearser = await rehearserOf(isBusy === true ? CONTOSO_FILE : null);
  await rehearser.rebalance();
  const before = await rehearser.status();
  const said = failure === undefined ? [] : [expect.stringMatching(failure)];

  const plan = await rehearser.plan(name, params);
  const predictedVerdict = failure === undefined ? 'passed' : 'failed';
  expect(plan).toMatchObject({ predictedVerdict, reasons: said });
  expect(await rehearser.status()).toEqual(before);

  for (const { when, summary, status } of await rehearser.endedEarly(name, params)) {
    expect(summary, when).toMatchObject({ verdict: 'aborted', reasons: [expect.any(String)], inForce: [] });
    expect(standing(status, isBusy), when).toEqual(standing(before, isBusy));
  }

  const run = await rehearser.run(name, params);
  expect(run).toMatchObject({ verdict: predictedVerdict, reasons: said, inForce: [], tookSec: plan.predictedSec });
  expect(standing(await rehearser.status(), isBusy)).toEqual(standing(before, isBusy));
});

test('a step whose command says no tells the reason', async () => {
  const rehearser = await rehearserOf(null);
  const { verdict, reasons } = await rehearser.run('pvs-failover-test', { target: 'vda-018' });
  expect(verdict).toBe('failed');
  expect(reasons[0]).toMatch(
    /^safe: exit code 1: ✗ NO pvs2 .*: ✗ PVS021 kiosk-1 and 3 more would freeze: load balancing/,
  );
});

test('a plan names what is touched, and ends with a command that can be pasted', async () => {
  const rehearser = await rehearserOf(null);
  const { touches } = await rehearser.plan('pvs-replica-update', { one: 'pvs1', two: 'pvs2' });
  expect(touches).toEqual(['drill-image', 'pvs1', 'pvs2', 'drill-target-1']);
  const plan = await rehearser.plan('lhc-multi-zone', { ...ISLANDS, user: 'user-1200', resource: 'Office Desktop' });
  const params = String.raw`--param 'user=CONTOSO\user-1200' --param 'resource=Office Desktop' --param lease=1h30m`;
  expect(drillPlanText(plan).split('\n').at(-1)).toBe(
    `Next: holdover drill run lhc-multi-zone --param first=ams --param second=fra ${params}`,
  );
});

/** Someone with contoso: with a file of hers, or without its workload, so that what is compared stands still. */
async function rehearserOf(file: string | null): Promise<DrillRehearser> {
  const home = temporaryHome();
  const quiet = join(home, 'contoso.yaml');
  if (file === null) writeFileSync(quiet, QUIET_CONTOSO);
  return DrillRehearser.begin(home, file ?? quiet);
}

/** What a drill must not change: everything but moments, counters, and which server has which target. */
function standing(status: StatusParts, isBusy = false): unknown {
  return JSON.parse(JSON.stringify(status), (key, value) => (isFleeting(key, isBusy) ? undefined : value));
}

function isFleeting(key: string, isBusy: boolean): boolean {
  return FLEETING.includes(key) || (isBusy && OF_PEOPLE.includes(key));
}

const FLEETING = [
  ...['at', 'elapsedSec', 'since', 'sinceSec', 'revision', 'importedAt', 'lastStoreFrontContact', 'lastHeartbeat'],
  ...['launches', 'enumerations', 'failovers', 'lastFreezeSec', 'retries', 'ramCachePercent'],
  ...['server', 'serverAddress', 'loginServer', 'recordedServer'],
];

/** What changes by itself while people work. */
const OF_PEOPLE = ['machines', 'sessions'];
