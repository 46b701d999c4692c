/**
 * What a condition can name is what the status document shows, field by field, and of the type that is written down.
 */
import { expect, test } from 'vitest';
import { statusOf } from '../../../../src/core/status/index.ts';
import { act, advanceTo, factsOf, settle } from '../../../../src/sim/index.ts';
import { busyContoso } from '../../../support/contoso.ts';
import { type Leaf, statusLeaves } from '../../../support/status-leaves.ts';

const IS_OF_TYPE: Readonly<Record<string, (value: unknown) => boolean>> = {
  int: Number.isSafeInteger,
  double: Number.isFinite,
  bool: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  'list<string>': (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  dyn: (value) => value === null || typeof value === 'string' || Number.isSafeInteger(value) || isRefusal(value),
};

function isRefusal(value: unknown): boolean {
  return Object.keys(value as object).join(' ') === 'code reason';
}

test('in normal operation and in an outage, the fields and their types are those of the document', () => {
  const world = settle(busyContoso);
  const atStart = statusLeaves(statusOf(factsOf(world)));
  act(world, {
    type: 'fault-injected',
    id: 'f1',
    fault: { kind: 'cloud-unreachable', connectors: ['cc-ams-01.contoso.example', 'cc-tok-02.contoso.example'] },
    untilMs: null,
  });
  act(world, {
    type: 'outage-forced',
    connectors: ['cc-fra-01.contoso.example', 'cc-fra-02.contoso.example'],
    untilMs: null,
  });
  act(world, {
    type: 'fault-injected',
    id: 'f2',
    fault: { kind: 'server-down', server: 'pvs1' },
    untilMs: null,
  });
  advanceTo(world, world.data.nowMs + 137_001);
  const inOutage = statusLeaves(statusOf(factsOf(world)));
  expect(inOutage.length).toBeGreaterThan(150);
  expect([...atStart, ...inOutage].filter(isOfAnotherType)).toEqual([]);
});

function isOfAnotherType({ type, value }: Leaf): boolean {
  return IS_OF_TYPE[type]?.(value) !== true;
}
