/**
 * A plan from what is typed: faults with their times, forced outages, and what cannot be rehearsed.
 */
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../../src/app/rehearse/plan.ts';
import { UserError } from '../../../../src/core/kernel/index.ts';
import { settle } from '../../../../src/sim/index.ts';
import { contoso } from '../../../support/contoso.ts';

const MINUTE_MS = 60_000;
const FOR_MS = 120 * MINUTE_MS;

const site = settle(contoso);

function codeOf(...texts: string[]): string {
  try {
    planOf(site, texts, FOR_MS);
  } catch (error) {
    if (error instanceof UserError && error.kind === 'usage' && error.hints.length > 0) return error.code;
    throw error;
  }
  return 'none';
}

describe('a plan', () => {
  test('of one fault: it begins at once, and is mended with all others', () => {
    const { faults, steps, zones, outageMs } = planOf(site, ['cloud-unreachable ams'], FOR_MS);
    expect(faults).toEqual([{ label: 'cloud-unreachable ams', fromMs: 0, untilMs: FOR_MS }]);
    expect(steps).toMatchObject([
      { offsetMs: 0, happens: 'begins', action: { type: 'fault-injected', id: 'r1', untilMs: null } },
    ]);
    expect({ zones, outageMs }).toEqual({ zones: [0], outageMs: 0 });
  });

  test('of several: in the order of time, each with its flags', () => {
    const texts = ['connector-down cc-fra-01 --at 20m --for 15m', 'link-flapping ams --every 20s --at 5m'];
    const { faults, steps, zones, outageMs } = planOf(site, texts, FOR_MS);
    expect(faults.map(({ label }) => label)).toEqual(['connector-down cc-fra-01', 'link-flapping ams --every 20s']);
    expect(steps.map(({ offsetMs, label, happens }) => `${offsetMs / MINUTE_MS} ${label} ${happens}`)).toEqual([
      '5 link-flapping ams --every 20s begins',
      '20 connector-down cc-fra-01 begins',
      '35 connector-down cc-fra-01 ends',
    ]);
    expect(steps[0]?.action).toMatchObject({ fault: { kind: 'link-flapping', everyMs: 20_000 } });
    expect({ zones, outageMs }).toEqual({ zones: [0, 1], outageMs: 5 * MINUTE_MS });
  });

  test('of a forced outage: on every connector of the zone, or of all', () => {
    const { steps, zones } = planOf(site, ['force-outage ams --for 30m'], FOR_MS);
    const connectors = ['01', '02', '03'].map((number) => `cc-ams-${number}.contoso.example`);
    expect(steps.map(({ action }) => action)).toEqual([
      { type: 'outage-forced', connectors, untilMs: null },
      { type: 'outage-ended', connectors },
    ]);
    expect(zones).toEqual([0]);
    expect(planOf(site, ['force-outage all'], FOR_MS).zones).toEqual([0, 1, 2]);
  });

  test('of what a monitor answers', () => {
    const { steps } = planOf(site, ['monitor-answer cc-tok-02 --status 500 --no-farm'], FOR_MS);
    expect(steps[0]).toMatchObject({
      label: 'monitor-answer cc-tok-02 --status 500 --no-farm',
      action: { fault: { kind: 'monitor-answer', status: 500, namesFarm: false } },
    });
  });
});

describe('a plan for the streaming farm', () => {
  test('of a server, at a time of its own', () => {
    const { faults, steps } = planOf(
      site,
      ['packet-loss pvs2 --percent 5 --at 5m --for 10m', 'server-down pvs1'],
      FOR_MS,
    );
    expect(faults).toEqual([
      { label: 'packet-loss pvs2 --percent 5', fromMs: 5 * MINUTE_MS, untilMs: 15 * MINUTE_MS },
      { label: 'server-down pvs1', fromMs: 0, untilMs: FOR_MS },
    ]);
    expect(steps.map(({ action }) => action)).toMatchObject([
      { id: 'r2', fault: { kind: 'server-down', server: 'pvs1' } },
      { id: 'r1', fault: { kind: 'packet-loss', server: 'pvs2', percent: 5 } },
      { type: 'fault-cleared', id: 'r1' },
    ]);
  });

  test('of a Stream Service that is stopped, and started again', () => {
    const { faults, steps, zones } = planOf(site, ['stop-stream PVS2 --for 10m'], FOR_MS);
    expect(faults).toEqual([{ label: 'stop-stream PVS2', fromMs: 0, untilMs: 10 * MINUTE_MS }]);
    expect(steps.map(({ action }) => action)).toEqual([
      { type: 'stream-stopped', servers: ['pvs2'], untilMs: null },
      { type: 'stream-started', servers: ['pvs2'] },
    ]);
    expect(zones).toEqual([]);
  });

  test('of the database, which takes no target', () => {
    const { faults, steps } = planOf(site, ['database-offline', 'database-offline --partial --at 1h'], FOR_MS);
    expect(faults.map(({ label }) => label)).toEqual(['database-offline', 'database-offline --partial']);
    expect(steps.map(({ action }) => action)).toMatchObject([
      { fault: { kind: 'database-offline', partial: false } },
      { fault: { kind: 'database-offline', partial: true } },
    ]);
  });
});

describe('no plan', () => {
  test.each([
    ['FAULT_MISSING'],
    ['FAULT_INVALID', 'cloud-unreachable'],
    ['FAULT_INVALID', 'cloud-unreachable', 'ams'],
    ['FAULT_INVALID', 'cloud-unreachable ams --at 1m --at 2m'],
    ['ZONE_UNKNOWN', 'cloud-unreachable ams fra'],
    ['FAULT_INVALID', 'cloud-unreachable ams --until 3h'],
    ['FAULT_INVALID', 'cloud-unreachable ams --at'],
    ['FAULT_INVALID', 'monitor-answer cc-tok-02 --status ok'],
    ['FAULT_INVALID', 'monitor-answer cc-tok-02 --status 600'],
    ['FAULT_INVALID', 'server-down'],
    ['FAULT_INVALID', 'force-outage'],
    ['FAULT_INVALID', 'stop-stream'],
    ['FAULT_INVALID', 'stop-stream pvs1 --percent 5'],
    ['SERVER_UNKNOWN', 'stop-stream pvs9'],
    ['FAULT_INVALID', 'packet-loss pvs1 --percent 0'],
    ['FAULT_INVALID', 'packet-loss pvs1 --percent 5.5'],
    ['FLAG_MISSING', 'packet-loss pvs1'],
    ['ARGUMENT_UNEXPECTED', 'database-offline pvs1'],
    ['FAULT_KIND_UNKNOWN', 'database-ofline'],
    ['STORE_SHARED', 'replica-drift pvs1/srv22'],
    ['FAULT_INVALID', 'connector-partitioned cc-ams-01 --link cloud'],
    ['FAULT_INVALID', 'force-outage ams --every 20s'],
    ['FAULT_KIND_UNKNOWN', 'cloud-unreachible ams'],
    ['ZONE_UNKNOWN', 'cloud-unreachable amz'],
    ['ZONE_UNKNOWN', 'force-outage amz'],
    ['FLAG_NOT_TAKEN', 'cloud-unreachable ams --every 20s'],
    ['MONITOR_NONE', 'monitor-answer cc-ams-01 --status 500'],
    ['DURATION_INVALID', 'cloud-unreachable ams --at soon'],
    ['DURATION_INVALID', 'cloud-unreachable ams --for 0s'],
    ['DURATION_INVALID', 'cloud-unreachable ams --at 2h'],
  ])('%s: %s', (code, ...texts) => {
    expect(codeOf(...texts)).toBe(code);
  });

  test('of more than 30 days', () => {
    const dayMs = 24 * 60 * MINUTE_MS;
    expect(planOf(site, ['cloud-unreachable ams'], 30 * dayMs).forMs).toBe(30 * dayMs);
    expect(() => planOf(site, ['cloud-unreachable ams'], 31 * dayMs)).toThrow('--for 31d is too long for a rehearsal.');
  });
});
