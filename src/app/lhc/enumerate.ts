/**
 * `lhc enumerate`: what a user is shown now, by whom, and in which zones each resource lives.
 *
 * It is a real request: it counts in the round robins, and a connector that cannot relay it takes that for a failure.
 *
 * Not here: who is shown what (core/lhc/brokering).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { EnumeratedResource } from '../../core/lhc/brokering/index.ts';
import type { LaunchFailure, World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { zonesIn } from '../objects.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { userNamed } from '../people.ts';
import { LAUNCH_REASONS } from './launch-reasons.ts';
import { enumerationAnswer, type Hop, hopOf, type PassedOver, passedOver, storeFrontFor } from './request-path.ts';

export interface EnumerateOptions {
  readonly user: string;
  /** The StoreFront that is asked; null for the first one of the site. */
  readonly via: string | null;
}

export interface EnumerateResult {
  readonly schema: 'holdover.enumerate/1';
  readonly site: string;
  readonly at: string;
  readonly user: string;
  readonly storeFront: string;
  readonly answered: boolean;
  /** Why nobody answered; null where somebody did. */
  readonly reason: LaunchFailure | null;
  readonly why: string | null;
  readonly passedOver: readonly PassedOver[];
  /** Who answered: one for each farm of the StoreFront, or several for a farm whose members are not identical. */
  readonly answeredBy: readonly Hop[];
  readonly resources: readonly EnumeratedResource[];
}

/** @throws {UserError} ZONES_NONE, USER_UNKNOWN, USER_AMBIGUOUS, STOREFRONT_UNKNOWN, NO_STOREFRONT, and what the store throws */
export function enumerate(context: AppContext, options: EnumerateOptions): Promise<EnumerateResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    zonesIn(world);
    const user = userNamed(world, options.user);
    const storeFront = storeFrontFor(world, options.via);
    return {
      actions: [{ type: 'enumerated', user, storeFront }],
      result: (after) => resultOf(after, user, storeFront),
    };
  });
}

function resultOf(world: World, user: string, storeFront: string): EnumerateResult {
  const { resources, reason, attempts, reached } = enumerationAnswer(world);
  return {
    schema: 'holdover.enumerate/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    user,
    storeFront,
    answered: resources !== null,
    reason,
    why: reason === null ? null : LAUNCH_REASONS[reason],
    passedOver: passedOver(attempts),
    answeredBy: reached.map((each) => hopOf(world, each)),
    resources: resources ?? [],
  };
}
