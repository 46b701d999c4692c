/**
 * The frame of `lhc explain` and `pvs explain`: the object that a name stands for, among the kinds that can be explained, and what there is
 * to say of it.
 *
 * Not here: the kinds (lhc/explain.ts, pvs/explain.ts).
 */

import { formatInstant, UserError } from '../core/kernel/index.ts';
import type { World } from '../sim/index.ts';
import type { AppContext } from './context.ts';
import { findingInGeneral } from './lhc/explain/finding.ts';
import type { FindingExplanation } from './lhc/explanation.ts';
import { findingCode } from './lhc/finding-named.ts';
import { openSite } from './open-site.ts';

/** One kind of object: which names it has, and what there is to say. */
export interface ExplainerOf<Explanation> {
  readonly names: (world: World) => readonly string[];
  /** null when no object of this kind has that name. */
  readonly explain: (world: World, name: string) => Explanation | null;
}

/** What a system has to explain. */
export interface Explainable<Explanation> {
  /** Where two kinds have an object of the same name, the first is meant. */
  readonly explainers: readonly ExplainerOf<Explanation>[];
  /** What is said of a name that nothing has. `known` are all names that can be typed. */
  readonly unknown: (world: World, name: string, known: readonly string[]) => UserError;
}

export type Explained<Explanation> =
  | (ExplainHead<string> & Exclude<Explanation, FindingExplanation>)
  /** What a finding means can be told without a site. */
  | (ExplainHead<string | null> & FindingExplanation);

interface ExplainHead<Text extends string | null> {
  readonly schema: 'holdover.explain/1';
  readonly site: Text;
  readonly at: Text;
}

/** @throws {UserError} what `unknown` makes, what the explainers throw, and what the store throws */
export async function explainNamed<Explanation extends { readonly kind: string }>(
  context: AppContext,
  name: string,
  explainable: Explainable<Explanation | FindingExplanation>,
): Promise<Explained<Explanation | FindingExplanation>> {
  try {
    const { world } = await openSite(context);
    const [site, at] = [world.definition.name, formatInstant(world.data.nowMs)];
    const head = { schema: 'holdover.explain/1', site, at } as const;
    return { ...head, ...explanationOf(world, name, explainable) } as Explained<Explanation | FindingExplanation>;
  } catch (error) {
    const code = findingCode(name);
    const isWithoutSite = context.site === null && error instanceof UserError && error.code === 'NO_SITE';
    if (code === null || !isWithoutSite) throw error;
    return { schema: 'holdover.explain/1', site: null, at: null, ...findingInGeneral(code) };
  }
}

function explanationOf<Explanation>(
  world: World,
  name: string,
  { explainers, unknown }: Explainable<Explanation>,
): Explanation {
  for (const explainer of explainers) {
    const explanation = explainer.explain(world, name);
    if (explanation !== null) return explanation;
  }
  throw unknown(
    world,
    name,
    explainers.flatMap((explainer) => explainer.names(world)),
  );
}
