/**
 * Compares a run in which nothing is left out with one in which everything is that would change nothing.
 */
import { isDeepStrictEqual } from 'node:util';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { settle } from '../../src/sim/index.ts';
import { type Deed, randomRun } from './random-run.ts';
import { perform, tracing, viewOf } from './world-runs.ts';

/** Where the two runs of a seed part; null when they are the same. */
export function skippingDifference(seed: number, lossPercent: number): string | null {
  const { definition, deeds } = randomRun(seed);
  const difference = differenceOf(definition, deeds, lossPercent);
  return difference === null ? null : `seed ${seed}, ${lossPercent} % of messages lost: ${difference}`;
}

export function differenceOf(definition: SiteDefinition, deeds: readonly Deed[], lossPercent = 0): string | null {
  const quick = runOf(definition, deeds, 'on', lossPercent);
  const whole = runOf(definition, deeds, 'off', lossPercent);
  const length = Math.max(quick.trace.length, whole.trace.length);
  for (let line = 0; line < length; line++) {
    const [left, right] = [quick.trace[line], whole.trace[line]];
    if (left !== right) return `line ${line} of the trace is\n  ${left}\nand without skipping\n  ${right}`;
  }
  const parts = Object.keys(quick.view).filter((part) => !isDeepStrictEqual(quick.view[part], whole.view[part]));
  return parts.length === 0 ? null : `what is seen in the end differs in ${parts.join(', ')}`;
}

function runOf(definition: SiteDefinition, deeds: readonly Deed[], skipping: 'on' | 'off', lossPercent: number) {
  const trace: string[] = [];
  const world = settle(definition, { skipping, messageLoss: lossPercent / 100, ...tracing(trace) });
  for (const deed of deeds) perform(world, deed);
  return { trace, view: viewOf(world) as Readonly<Record<string, unknown>> };
}
