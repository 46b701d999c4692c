/**
 * A condition costs what it names, and nothing else.
 */
import { expect, test } from 'vitest';
import { conditionOf } from '../../../../src/app/conditions/condition.ts';
import { advanceTo, settle } from '../../../../src/sim/index.ts';
import { busyContoso } from '../../../support/contoso.ts';

test('a condition on launches or virtual servers works out no zone', () => {
  const world = settle(busyContoso);
  advanceTo(world, world.data.nowMs + 600_000);
  // Whoever works out a zone finds that it has no state.
  world.data.zoneStates.length = 0;
  const condition = "lhc.launches.attempted > 5 && lhc.vips['vip-tok.contoso.example'].monitor == 'citrix-xd-ddc'";
  expect(conditionOf(condition, '--until', world).holds(world)).toBe(true);
  expect(() => conditionOf("lhc.zones.ams.state == 'initial-ha'", '--until', world)).toThrow();
});
