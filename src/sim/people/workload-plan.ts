/**
 * The plan of a site's workload: who launches what, how often and through which way in, as far as the definition says it.
 *
 * Launches come independently of each other at an even rate (a Poisson process); sessions last for exponential times.
 *
 * Not here: what becomes of a launch (../brokering/launch.ts), and when the next one comes (../brokering/workload.ts).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import { AWAY_SHARE, catalogueOf } from '../../core/lhc/brokering/index.ts';
import type { SiteDefinition, Topology } from '../../core/site/index.ts';
import { Audience } from './audience.ts';
import type { People } from './people.ts';

const GAP = keyOf('time to the next launch');
const RESOURCE = keyOf('resource of a launch');
const USER = keyOf('user of a launch');
const WAY_IN = keyOf('way in of a launch');
const STOREFRONT = keyOf('StoreFront of a launch');
const LENGTH = keyOf('length of a session');
const AWAY = keyOf('whether a user goes away');
const AWAY_FROM = keyOf('when he goes away');
const AWAY_UNTIL = keyOf('when he is back');

const MINUTE_MS = 60_000;

export interface PlannedLaunch {
  readonly user: number;
  readonly resource: string;
  readonly storeFront: number;
  readonly gateway: string | null;
}

export interface PlannedLife {
  readonly lastsMs: number;
  readonly away: { readonly fromMs: number; readonly untilMs: number } | null;
}

export class WorkloadPlan {
  readonly #definition: SiteDefinition;
  readonly #topology: Topology;
  readonly #people: People;
  #known: readonly Choice[] | null = null;

  constructor(definition: SiteDefinition, topology: Topology, people: People) {
    this.#definition = definition;
    this.#topology = topology;
    this.#people = people;
  }

  /** Whether anybody ever launches anything by himself. */
  get isEmpty(): boolean {
    return this.#definition.workload.launchesPerMinute === 0 || this.#choices.length === 0;
  }

  /** How many sessions there are on average, if every launch starts one. */
  get sessionsOnAverage(): number {
    const { launchesPerMinute, sessionMinutes } = this.#definition.workload;
    return this.isEmpty ? 0 : launchesPerMinute * sessionMinutes.mean;
  }

  /** The time from one launch to the next, by the number of the latter. */
  gapMs(launch: number): number {
    const meanMs = MINUTE_MS / this.#definition.workload.launchesPerMinute;
    return exponential(this.#draw(GAP, launch), meanMs);
  }

  /** A launch by its number. */
  launch(launch: number): PlannedLaunch {
    const last = this.#choices.at(-1) as Choice;
    const place = this.#draw(RESOURCE, launch) * last.upTo;
    const choice = this.#choices.find(({ upTo }) => place < upTo) ?? last;
    return {
      resource: choice.resource,
      user: choice.audience.at(this.#draw(USER, launch)),
      storeFront: Math.floor(this.#draw(STOREFRONT, launch) * this.#topology.storeFronts.length),
      gateway: this.#gateway(this.#draw(WAY_IN, launch)),
    };
  }

  /** The life of a session, by who begins it and when. */
  life(user: number, atMs: number): PlannedLife {
    const lastsMs = exponential(
      this.#draw(LENGTH, user, atMs),
      this.#definition.workload.sessionMinutes.mean * MINUTE_MS,
    );
    if (this.#draw(AWAY, user, atMs) >= AWAY_SHARE) return { lastsMs, away: null };
    const fromMs = Math.round(lastsMs * this.#draw(AWAY_FROM, user, atMs));
    const untilMs = fromMs + Math.round((lastsMs - fromMs) * this.#draw(AWAY_UNTIL, user, atMs));
    return { lastsMs, away: { fromMs, untilMs } };
  }

  /** Worked out when the first launch comes: most commands only look at a site, and who is entitled can be many names to compare. */
  get #choices(): readonly Choice[] {
    this.#known ??= choicesOf(this.#definition, this.#people);
    return this.#known;
  }

  /** The gateway for a fraction of the launches; null for the rest, which come from inside. */
  #gateway(fraction: number): string | null {
    let upTo = 0;
    for (const { adc, share } of this.#topology.gateways) {
      upTo += share;
      if (fraction < upTo) return adc;
    }
    return null;
  }

  #draw(...keys: readonly number[]): number {
    return draw(this.#definition.seed, ...keys);
  }
}

interface Choice {
  readonly resource: string;
  readonly audience: Audience;
  /** Its weight and those before it. */
  readonly upTo: number;
}

function choicesOf(definition: SiteDefinition, people: People): readonly Choice[] {
  const catalogue = catalogueOf(definition);
  const choices: Choice[] = [];
  let upTo = 0;
  for (const [resource, weight] of Object.entries(definition.workload.mix)) {
    const audience = new Audience(catalogue, resource, people);
    if (weight === 0 || audience.size === 0) continue;
    upTo += weight;
    choices.push({ resource, audience, upTo });
  }
  return choices;
}

/** Whole milliseconds, so that the last bits of a logarithm decide nothing. */
function exponential(fraction: number, meanMs: number): number {
  return Math.round(-Math.log(1 - fraction) * meanMs);
}
