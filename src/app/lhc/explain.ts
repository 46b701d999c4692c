/**
 * `lhc explain`: what a finding means and who has it, why a zone or a connector is as it is, what a user would get, who can start a resource.
 *
 * A new kind of object is a file in explain/, a member of `Explanation`, and a line here.
 *
 * Not here: what is said of each kind (explain/).
 */

import { formatInstant, UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { suggestion } from '../did-you-mean.ts';
import { openSite } from '../open-site.ts';
import { connectorExplainer } from './explain/connector.ts';
import { findingExplainer } from './explain/finding.ts';
import { resourceExplainer } from './explain/resource.ts';
import { userExplainer } from './explain/user.ts';
import { zoneExplainer } from './explain/zone.ts';
import type { Explainer, Explanation } from './explanation.ts';

export type ExplainResult = ExplainHead & Explanation;

interface ExplainHead {
  readonly schema: 'holdover.explain/1';
  readonly site: string;
  readonly at: string;
}

/** Where two kinds have an object of the same name, the first is meant. */
const EXPLAINERS: readonly Explainer[] = [
  findingExplainer,
  zoneExplainer,
  connectorExplainer,
  userExplainer,
  resourceExplainer,
];

/** @throws {UserError} OBJECT_UNKNOWN, CONNECTOR_AMBIGUOUS, USER_AMBIGUOUS, and what the store throws */
export async function explain(context: AppContext, name: string): Promise<ExplainResult> {
  const { world } = await openSite(context);
  const explanation = explanationOf(world, name);
  const head = {
    schema: 'holdover.explain/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
  } as const;
  return { ...head, ...explanation };
}

function explanationOf(world: World, name: string): Explanation {
  for (const explainer of EXPLAINERS) {
    const explanation = explainer.explain(world, name);
    if (explanation !== null) return explanation;
  }
  const known = EXPLAINERS.flatMap((explainer) => explainer.names(world));
  const message = `there is nothing to explain by the name "${name}"${suggestion(name, known)}`;
  throw new UserError('usage', 'OBJECT_UNKNOWN', message, { hints: ['holdover check', 'holdover lhc status'] });
}
