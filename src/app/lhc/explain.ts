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
import { nearestName } from '../did-you-mean.ts';
import { openSite } from '../open-site.ts';
import { userGuess } from '../people.ts';
import { connectorExplainer } from './explain/connector.ts';
import { findingExplainer, findingInGeneral } from './explain/finding.ts';
import { resourceExplainer } from './explain/resource.ts';
import { userExplainer } from './explain/user.ts';
import { zoneExplainer } from './explain/zone.ts';
import type { Explainer, Explanation, FindingExplanation } from './explanation.ts';
import { findingCode } from './finding-named.ts';

export type ExplainResult =
  | (ExplainHead<string> & Exclude<Explanation, FindingExplanation>)
  /** What a finding means can be told without a site. */
  | (ExplainHead<string | null> & FindingExplanation);

interface ExplainHead<Text extends string | null> {
  readonly schema: 'holdover.explain/1';
  readonly site: Text;
  readonly at: Text;
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
  try {
    return explainIn((await openSite(context)).world, name);
  } catch (error) {
    const code = findingCode(name);
    const isWithoutSite = context.site === null && error instanceof UserError && error.code === 'NO_SITE';
    if (code === null || !isWithoutSite) throw error;
    return { schema: 'holdover.explain/1', site: null, at: null, ...findingInGeneral(code) };
  }
}

function explainIn(world: World, name: string): ExplainResult {
  const site = world.definition.name;
  return { schema: 'holdover.explain/1', site, at: formatInstant(world.data.nowMs), ...explanationOf(world, name) };
}

function explanationOf(world: World, name: string): Explanation {
  for (const explainer of EXPLAINERS) {
    const explanation = explainer.explain(world, name);
    if (explanation !== null) return explanation;
  }
  throw unknownThing(world, name);
}

function unknownThing(world: World, name: string): UserError {
  const known = EXPLAINERS.flatMap((explainer) => explainer.names(world));
  const nearest = nearestName(name, known) ?? userGuess(world, name);
  const kinds = 'What can be explained: the code of a finding, a zone, a connector, a user, a resource.';
  return new UserError('usage', 'OBJECT_UNKNOWN', `There is nothing to explain by the name "${name}".`, {
    why: nearest === null ? kinds : `Did you mean ${nearest}? ${kinds}`,
    hints: ['holdover check', 'holdover lhc status', 'holdover site show'],
  });
}
