/**
 * Zones at the size for which their limits are made.
 */
import { expect, test } from 'vitest';
import { act, advanceTo, allCheckers, settle } from '../../src/sim/index.ts';
import { START_MS, siteOfZones } from '../support/site-of-zones.ts';
import { heldBy } from '../support/zone-view.ts';

const CONNECTORS = ['a.x', 'b.x', 'c.x', 'd.x'];

function forcedZone(machineCount: number) {
  const world = settle(siteOfZones({ zones: { ams: { connectors: CONNECTORS, machineCount } } }), {
    checkers: allCheckers(),
  });
  act(world, { type: 'outage-forced', connectors: CONNECTORS, untilMs: null });
  const enteredMs = START_MS + world.definition.timers.pendingHa;
  return { world, enteredMs };
}

test('R32: 10,000 machines of one zone are registered within ten minutes of entry', () => {
  const { world, enteredMs } = forcedZone(10_000);
  advanceTo(world, enteredMs);
  expect(heldBy(world, 'ams')).toMatchObject({ cloud: 10_000, 'a.x': 0 });
  advanceTo(world, enteredMs + 600_000);
  expect(heldBy(world, 'ams')).toMatchObject({ cloud: 0, nobody: 0, 'a.x': 10_000 });
  expect(world.violations).toEqual([]);
});

test('R30: registration number 10,001 of a zone is refused, with one entry in the log', () => {
  const { world, enteredMs } = forcedZone(10_001);
  advanceTo(world, enteredMs + 1_800_000);
  expect(heldBy(world, 'ams')).toMatchObject({ cloud: 0, nobody: 1, 'a.x': 10_000 });
  const refusals = world.data.log.filter(({ message }) => message.startsWith('BrokerRegistrationLimitReached'));
  expect(refusals.map(({ connector }) => connector)).toEqual(['a.x']);
  expect(world.violations).toEqual([]);
});
