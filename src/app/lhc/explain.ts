/**
 * `lhc explain`: what a finding means and who has it, why a zone or a connector is as it is, what a user would get, who can start a resource.
 *
 * A new kind of object is a file in explain/, a member of `Explanation`, and a line here.
 *
 * Not here: what is said of each kind (explain/).
 */

import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { nearestName } from '../did-you-mean.ts';
import { type Explained, explainNamed } from '../explain-named.ts';
import { userGuess } from '../people.ts';
import { connectorExplainer } from './explain/connector.ts';
import { findingExplainer } from './explain/finding.ts';
import { resourceExplainer } from './explain/resource.ts';
import { userExplainer } from './explain/user.ts';
import { zoneExplainer } from './explain/zone.ts';
import type { Explainer, Explanation } from './explanation.ts';

export type ExplainResult = Explained<Explanation>;

const EXPLAINERS: readonly Explainer[] = [
  findingExplainer,
  zoneExplainer,
  connectorExplainer,
  userExplainer,
  resourceExplainer,
];

/** @throws {UserError} OBJECT_UNKNOWN, CONNECTOR_AMBIGUOUS, USER_AMBIGUOUS, and what the store throws */
export function explain(context: AppContext, name: string): Promise<ExplainResult> {
  return explainNamed<Explanation>(context, name, { explainers: EXPLAINERS, unknown: unknownThing });
}

function unknownThing(world: World, name: string, known: readonly string[]): UserError {
  const nearest = nearestName(name, known) ?? userGuess(world, name);
  const kinds = 'What can be explained: the code of a finding, a zone, a connector, a user, a resource.';
  return new UserError('usage', 'OBJECT_UNKNOWN', `There is nothing to explain by the name "${name}".`, {
    why: nearest === null ? kinds : `Did you mean ${nearest}? ${kinds}`,
    hints: ['holdover check', 'holdover lhc status', 'holdover site show'],
  });
}
