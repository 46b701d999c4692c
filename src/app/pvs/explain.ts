/**
 * `pvs explain`: what a finding means and who has it, where a target is and why, who would move if a server stopped, and which servers have
 * what of a vDisk.
 *
 * A new kind of object is a file in explain/, a member of `FarmExplanation`, and a line here.
 *
 * Not here: what is said of each kind (explain/).
 */

import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { nearestName } from '../did-you-mean.ts';
import { type Explained, type ExplainerOf, explainNamed } from '../explain-named.ts';
import { findingExplainer } from '../lhc/explain/finding.ts';
import type { FindingExplanation } from '../lhc/explanation.ts';
import { farmIn, targetGuess } from '../streaming-objects.ts';
import { serverExplainer } from './explain/server.ts';
import { targetExplainer } from './explain/target.ts';
import { vdiskExplainer } from './explain/vdisk.ts';
import type { FarmExplanation } from './explanation.ts';

type Explanation = FarmExplanation | FindingExplanation;

export type PvsExplainResult = Explained<Explanation>;

/** Codes come last: servers have names like them, such as PVS010. */
const EXPLAINERS: readonly ExplainerOf<Explanation>[] = [
  targetExplainer,
  serverExplainer,
  vdiskExplainer,
  findingExplainer,
];

/** @throws {UserError} OBJECT_UNKNOWN, FARM_NONE, and what the store throws */
export function explainFarm(context: AppContext, name: string): Promise<PvsExplainResult> {
  return explainNamed<Explanation>(context, name, { explainers: EXPLAINERS, unknown: unknownThing });
}

function unknownThing(world: World, name: string, known: readonly string[]): UserError {
  farmIn(world);
  const nearest = nearestName(name, known) ?? targetGuess(world, name);
  const kinds = 'What can be explained: the code of a finding, a target, a server, a vDisk.';
  return new UserError('usage', 'OBJECT_UNKNOWN', `There is nothing to explain by the name "${name}".`, {
    why: nearest === null ? kinds : `Did you mean ${nearest}? ${kinds}`,
    hints: ['holdover check', 'holdover pvs status', 'holdover site show'],
  });
}
