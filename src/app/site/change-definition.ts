/**
 * An administrator's change of a site's definition: what `site set` and `site apply` have in common.
 *
 * Nothing is journalled where the site would be declared the same as before, whatever its text says.
 *
 * Not here: what the change does to the world (sim/redefine), and where the new text comes from (set.ts, apply.ts).
 */

import { formatInstant, shellWord, UserError } from '../../core/kernel/index.ts';
import { type SiteDefinition, type SiteSource, sameFqdn } from '../../core/site/index.ts';
import { followersOf, type Obstacle, type World } from '../../sim/index.ts';
import type { SiteDocument } from '../../store/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { type Difference, differencesOf } from './differences.ts';

/** A text that declares the site from now on, and the definition that it makes. */
export interface NewDefinition {
  readonly definition: SiteDefinition;
  readonly source: SiteSource;
  /** Delivery groups whose switch for using desktops again it clears, with that of the site. */
  readonly clearedGroups: readonly string[];
  /** The command that takes it back. */
  readonly undo: string;
}

export interface DefinitionChange {
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  /** At the cloud broker. */
  readonly revision: number;
  readonly differences: readonly Difference[];
  /** Delivery groups whose switch for using desktops again was cleared, since that of the site was turned off. */
  readonly clearedGroups: readonly string[];
  /** When every connector will have imported it, if all stays as it is; null while something keeps one from that, and where there are none. */
  readonly followsBy: string | null;
  /** The connectors that do not follow for now, and why: in an outage none does. */
  readonly waiting: readonly { readonly connector: string; readonly obstacle: Obstacle }[];
  /** The command that takes it back; null where nothing was changed. */
  readonly undo: string | null;
}

/** @throws {UserError} SITE_FIXED, what `next` throws, and what the store does */
export function changeDefinition(
  context: AppContext,
  next: (document: SiteDocument) => NewDefinition,
): Promise<DefinitionChange & ChangeOutcome> {
  return changeAndWait(context, ({ document, world }) => {
    const { definition: asWritten, source, clearedGroups, undo } = next(document);
    refuseOtherSite(document.definition, asWritten, source);
    // A copy may have been drawn from another seed than the site.
    const definition = withKnownSpelling(world.definition, { ...asWritten, seed: world.definition.seed });
    const differences = differencesOf(world.definition, definition);
    const changed = differences.length > 0;
    return {
      actions: changed ? [{ type: 'definition-changed', definition, source }] : [],
      settled: everybodyFollowed,
      result: (after) => changeOf(after, { differences, clearedGroups, undo: changed ? undo : null }),
    };
  });
}

/** The command that declares the site by its former text again. */
export function undoByText(context: AppContext, { journal }: SiteDocument): string {
  const flag = siteFlag(context);
  return `holdover site export --entry ${journal.length}${flag} | holdover site apply -${flag}`;
}

type Changes = Pick<DefinitionChange, 'differences' | 'clearedGroups' | 'undo'>;

function changeOf(world: World, { differences, clearedGroups, undo }: Changes): DefinitionChange {
  const followers = followersOf(world);
  const waiting = followers.flatMap(({ connector, obstacle }) => (obstacle === null ? [] : [{ connector, obstacle }]));
  const { nowMs } = world.data;
  return {
    site: world.definition.name,
    at: formatInstant(nowMs),
    changed: undo !== null,
    revision: world.data.cloudBroker.revision,
    differences,
    clearedGroups,
    followsBy:
      followers.length === 0 || waiting.length > 0
        ? null
        : formatInstant(Math.max(nowMs, ...followers.map(({ atMs }) => atMs ?? nowMs))),
    waiting,
    undo,
  };
}

/** What `--wait` waits for. */
function everybodyFollowed(world: World): boolean {
  const { connectors, cloudBroker } = world.data;
  return connectors.every(({ configSync }) => configSync.localDb?.revision === cloudBroker.revision);
}

/** The world has begun with its name, its start and its seed, and goes on with them. */
function refuseOtherSite(now: SiteDefinition, next: SiteDefinition, { fileName }: SiteSource): void {
  const words = [
    ['name', now.name, next.name],
    ['start', formatInstant(now.startMs), formatInstant(next.startMs)],
    ['seed', String(now.seed), String(next.seed)],
  ] as const;
  const others = words.filter(([, before, after]) => before !== after);
  if (others.length === 0) return;
  const found = others.map(([key, before, after]) => `its ${key} is ${after}, and not ${before}`).join('; ');
  throw new UserError('usage', 'SITE_FIXED', `${fileName} declares another site than ${now.name}.`, {
    why: `A site keeps its name, its start and its seed for as long as it runs: ${found}.`,
    hints: [`holdover site load ${shellWord(fileName)} --replace`],
  });
}

/** Case does not tell connectors apart: one that is known keeps the spelling by which it is known. */
function withKnownSpelling(now: SiteDefinition, next: SiteDefinition): SiteDefinition {
  const known = Object.values(now.zones).flatMap(({ connectors }) => connectors.map(({ fqdn }) => fqdn));
  const spelled = (fqdn: string) => known.find((each) => sameFqdn(each, fqdn)) ?? fqdn;
  const zones = Object.entries(next.zones).map(([name, zone]) => {
    const connectors = zone.connectors.map((connector) => ({ ...connector, fqdn: spelled(connector.fqdn) }));
    return [name, { ...zone, connectors }] as const;
  });
  return { ...next, zones: Object.fromEntries(zones) };
}
