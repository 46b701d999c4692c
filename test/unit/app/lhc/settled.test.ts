/**
 * When an outage, or its end, has come to rest on a site on which people work: not every machine can be registered all the time.
 */
import { expect, test } from 'vitest';
import { handedBack, takenOver } from '../../../../src/app/lhc/settled.ts';
import type { SiteDefinition } from '../../../../src/core/site/index.ts';
import { zoneStatusOf } from '../../../../src/core/status/index.ts';
import { act, factsOf, runUntil, settle, type World } from '../../../../src/sim/index.ts';
import { busyContoso } from '../../../support/contoso.ts';
import { siteOfZones } from '../../../support/site-of-zones.ts';

const HOUR_MS = 3_600_000;

function connectorsOf({ zones }: SiteDefinition, zone: string): readonly string[] {
  return zones[zone]?.connectors.map(({ fqdn }) => fqdn) ?? [];
}

/** How long it takes, in minutes; null when it takes longer than an hour. */
function minutesUntil(world: World, until: () => boolean): number | null {
  const fromMs = world.data.nowMs;
  const isReached = runUntil(world, { limitMs: fromMs + HOUR_MS, until, everySecond: false });
  return isReached ? (world.data.nowMs - fromMs) / 60_000 : null;
}

function forceAndEnd(definition: SiteDefinition, zone: string) {
  const world = settle(definition);
  const connectors = connectorsOf(definition, zone);
  act(world, { type: 'outage-forced', connectors, untilMs: null });
  const untilTakenOver = minutesUntil(world, () => takenOver(world, [zone]));
  runUntil(world, { limitMs: world.data.nowMs + HOUR_MS, until: () => false, everySecond: false });
  act(world, { type: 'outage-ended', connectors });
  const untilHandedBack = minutesUntil(world, () => handedBack(world, [zone]));
  return { world, untilTakenOver, untilHandedBack };
}

test('desktops that are reset after use are not waited for', () => {
  for (const zone of ['ams', 'fra']) {
    const { world, untilTakenOver, untilHandedBack } = forceAndEnd(busyContoso, zone);
    expect(untilTakenOver).toBeLessThan(10);
    // Ten minutes of recovery, and a heartbeat.
    expect(untilHandedBack).toBeLessThan(17);
    const index = world.zones.findIndex(({ topology }) => topology.name === zone);
    const { machines } = zoneStatusOf(factsOf(world), index);
    expect(machines.resetting).toBeGreaterThan(0);
    expect(machines.registeredWith.none).toBe(machines.resetting);
  }
});

test('R31: a machine that no broker registers is not waited for', () => {
  const site = siteOfZones({ zones: { ams: { connectors: ['a.x', 'b.x'], machineCount: 20 } } });
  const { desktops } = site.deliveryGroups;
  const [range] = desktops?.machines ?? [];
  if (desktops === undefined || range === undefined) throw new Error('there is no group desktops');
  const misfits = { ...range, count: 3, name: 'misfit-#', sessionSupport: 'multi-session' as const };
  const definition = { ...site, deliveryGroups: { desktops: { ...desktops, machines: [range, misfits] } } };
  const { untilTakenOver, untilHandedBack } = forceAndEnd(definition, 'ams');
  expect(untilTakenOver).toBeLessThan(10);
  expect(untilHandedBack).toBeLessThan(17);
});
