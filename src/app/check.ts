/**
 * `check`: what would hurt users when something fails, and a verdict for whoever has to decide by it.
 *
 * It looks at Local Host Cache, at provisioning, or at both. Findings can be muted for a time, which is an operator's action and
 * journalled, and left out when an earlier result had them already; neither counts for the verdict.
 *
 * Not here: the rules (core/lhc/readiness, core/pvs/readiness), and how the result looks (ui).
 */

import { formatInstant, UserError } from '../core/kernel/index.ts';
import { type Finding, type FindingCode, type System, systemOf } from '../core/readiness/index.ts';
import { farmFindings, siteFindings, type World } from '../sim/index.ts';
import { type Baseline, readBaseline } from './baseline.ts';
import type { AppContext } from './context.ts';
import { findingNamed } from './lhc/finding-named.ts';
import { zonesIn, zonesNamed } from './objects.ts';
import { changeSite, openSite } from './open-site.ts';
import { farmIn } from './streaming-objects.ts';

/** What is looked at. Findings about provisioning are about no zone: where zones are named there are none. */
export type CheckScope =
  | { readonly part: 'pvs' }
  | {
      /** `both`: what of the two the site has. */
      readonly part: 'lhc' | 'both';
      /** None for all. What is about the whole of Local Host Cache concerns every zone. */
      readonly zones: readonly string[];
      /** For how long an outage is foreseen. */
      readonly outageMs: number;
    };

export interface CheckOptions {
  readonly scope: CheckScope;
  /** The file of an earlier result; null for none. */
  readonly baseline: string | null;
  /** Codes that do not count from now on, and for how long; null to mute none. */
  readonly mute: { readonly codes: readonly string[]; readonly forMs: number } | null;
}

/** `warnings`: nothing fails, but it may come to that. `unknown`: there is nothing to look at. */
export type CheckVerdict = 'ready' | 'warnings' | 'not-ready' | 'unknown';

export interface CheckResult {
  readonly schema: 'holdover.check/1';
  /** null where there is no site to look at. */
  readonly site: string | null;
  readonly at: string | null;
  readonly verdict: CheckVerdict;
  /** Why the verdict is unknown; null when it is not. */
  readonly why: string | null;
  /** What was looked at. */
  readonly systems: readonly System[];
  readonly findings: readonly Finding[];
  /** Those that the baseline has already. */
  readonly known: readonly Finding[];
  readonly muted: readonly MutedFinding[];
  /** The codes that are muted, with or without a finding. */
  readonly mutes: readonly { readonly code: FindingCode; readonly until: string }[];
}

export interface MutedFinding extends Finding {
  readonly until: string;
}

/** @throws {UserError} ZONES_NONE, ZONE_UNKNOWN, FARM_NONE, FINDING_UNKNOWN, FINDING_NOT_CHECKED, what reading a baseline throws, and what the store throws */
export async function check(context: AppContext, options: CheckOptions): Promise<CheckResult> {
  const codes = options.mute?.codes.map(findingNamed) ?? [];
  const isKnown = options.baseline === null ? () => false : await readBaseline(options.baseline);
  try {
    if (options.mute === null) return resultOf((await openSite(context)).world, options, isKnown);
    return await mute(context, { ...options, codes, forMs: options.mute.forMs }, isKnown);
  } catch (error) {
    if (context.site === null && error instanceof UserError && error.code === 'NO_SITE') return withoutSite(error);
    throw error;
  }
}

function mute(
  context: AppContext,
  options: CheckOptions & { readonly codes: readonly FindingCode[]; readonly forMs: number },
  isKnown: Baseline,
): Promise<CheckResult> {
  return changeSite(context, ({ world }) => {
    // Before anything is changed: a zone or a farm that does not exist, a code that is not looked for.
    const systems = systemsIn(world, options.scope);
    const other = options.codes.find((code) => !systems.includes(systemOf(code)));
    if (other !== undefined) throw notLookedFor(other);
    const untilMs = world.data.nowMs + options.forMs;
    return {
      actions: codesToMute(world, options.codes, untilMs).map((code) => ({ type: 'finding-muted', code, untilMs })),
      result: (after) => resultOf(after, options, isKnown),
    };
  });
}

function notLookedFor(code: FindingCode): UserError {
  const system = systemOf(code);
  const about = system === 'lhc' ? 'Local Host Cache' : 'provisioning';
  return new UserError('usage', 'FINDING_NOT_CHECKED', `${code} is about ${about}, which is not looked at here`, {
    hints: [`holdover ${system} check --mute ${code} --for 4h`],
  });
}

/** Each once, and only those that are not muted until just then already. */
function codesToMute({ data }: World, codes: readonly FindingCode[], untilMs: number): readonly FindingCode[] {
  return [...new Set(codes)].filter((code) => data.mutes[code] !== untilMs);
}

function resultOf(world: World, { scope }: CheckOptions, isKnown: Baseline): CheckResult {
  const systems = systemsIn(world, scope);
  const all = [...lhcFindings(world, scope), ...(systems.includes('pvs') ? farmFindings(world) : [])];
  const mutes = mutesIn(world).filter(({ code }) => systems.includes(systemOf(code)));
  const untilOf = ({ code }: Finding) => mutes.find((each) => each.code === code)?.until;
  const audible = all.filter((finding) => untilOf(finding) === undefined);
  const findings = audible.filter((finding) => !isKnown(finding));
  return {
    schema: 'holdover.check/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    verdict: verdictOf(findings),
    why: null,
    systems,
    findings,
    known: audible.filter(isKnown),
    muted: all.flatMap((finding) => {
      const until = untilOf(finding);
      return until === undefined ? [] : [{ ...finding, until }];
    }),
    mutes,
  };
}

/** What there is to look at. @throws {UserError} ZONES_NONE, ZONE_UNKNOWN, FARM_NONE */
function systemsIn(world: World, scope: CheckScope): readonly System[] {
  if (scope.part === 'pvs') {
    farmIn(world);
    return ['pvs'];
  }
  const hasFarm = scope.part === 'both' && scope.zones.length === 0 && world.farm !== null;
  if (hasFarm && world.zones.length === 0) return ['pvs'];
  zonesIn(world);
  zonesNamed(world, scope.zones);
  return hasFarm ? ['lhc', 'pvs'] : ['lhc'];
}

function lhcFindings(world: World, scope: CheckScope): readonly Finding[] {
  if (scope.part === 'pvs' || world.zones.length === 0) return [];
  const names = zonesNamed(world, scope.zones).map(({ topology }) => topology.name);
  return siteFindings(world, scope.outageMs).filter(({ zone }) => zone === null || names.includes(zone));
}

/** The codes that are muted at the present moment. */
export function mutesIn({ data }: World): CheckResult['mutes'] {
  return Object.entries(data.mutes)
    .filter(([, untilMs]) => untilMs > data.nowMs)
    .map(([code, untilMs]) => ({ code: findingNamed(code), until: formatInstant(untilMs) }));
}

function verdictOf(findings: readonly Finding[]): CheckVerdict {
  if (findings.some(({ severity }) => severity === 'fail')) return 'not-ready';
  return findings.some(({ severity }) => severity === 'warn') ? 'warnings' : 'ready';
}

function withoutSite({ message }: UserError): CheckResult {
  const none = { systems: [], findings: [], known: [], muted: [], mutes: [] };
  return { schema: 'holdover.check/1', site: null, at: null, verdict: 'unknown', why: message, ...none };
}
