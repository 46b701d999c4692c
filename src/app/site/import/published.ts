/**
 * What a delivery group publishes, and to whom, as a site file can say it: resources of the whole group, and one list of users for all of
 * them. Where the real rules differ from one resource to another, the group is open to everyone whom any of them lets in.
 *
 * Not here: reading the rules (read-groups.ts).
 */

import { inNaturalOrder } from './natural-order.ts';
import { fewOf, type ImportNotes, warn } from './notes.ts';
import type { ExportedGroup, ExportedRule } from './read-groups.ts';
import type { Person } from './record-values.ts';

export interface Published {
  readonly resources: readonly string[];
  /** Null for everyone. */
  readonly entitled: readonly Person[] | null;
  readonly restrictToTag: string | null;
}

/** What one resource is called, and who may use it. */
interface Offer {
  readonly resource: string;
  readonly people: readonly Person[] | null;
}

/** What a group publishes. `areRulesKnown` is whether the export has rules at all; `isStatic` groups offer each machine to its owner. */
export function publishedBy(
  group: ExportedGroup,
  { areRulesKnown, isStatic }: { readonly areRulesKnown: boolean; readonly isStatic: boolean },
): Published {
  const offers = offersOf(group, areRulesKnown);
  const all: readonly Offer[] = offers.length > 0 ? offers : [{ resource: group.publishedName, people: null }];
  const resources = [group.desktops, group.apps].flatMap((part) => {
    const names = new Set(part.map((each) => each.publishedName ?? group.publishedName));
    return inNaturalOrder([...names]);
  });
  const isClosed = !group.enabled || (offers.length === 0 && areRulesKnown && !isStatic);
  return {
    resources: [...new Set(resources.length > 0 ? resources : all.map(({ resource }) => resource))],
    entitled: isClosed
      ? []
      : (unionOf(all.map(({ people }) => people)) ?? unionOf(group.access.map(({ people }) => people))),
    restrictToTag: tagOf(group),
  };
}

/** Tells of what a site file cannot say about who may use what. */
export function warnOfRules(groups: readonly ExportedGroup[], areRulesKnown: boolean, notes: ImportNotes): void {
  const named = (is: (group: ExportedGroup) => boolean) => groups.filter(is).map(({ name }) => name);
  const mixed = named((group) => isMixed(offersOf(group, areRulesKnown)));
  const message = `users differ by resource, and whoever may use one may use all of: ${fewOf(mixed)}`;
  warn(notes, 'ENTITLEMENT_SIMPLIFIED', mixed.length, message);
  const excluding = named((group) => rulesOf(group).some(({ excludes }) => excludes));
  warn(notes, 'EXCLUSION_IGNORED', excluding.length, `excluded users are not left out in: ${fewOf(excluding)}`);
  const tagged = named((group) => tagOf(group) === null && group.desktops.some(({ tag }) => tag !== null));
  warn(
    notes,
    'TAG_IGNORED',
    tagged.length,
    `tag restrictions that differ by resource are not in the file: ${fewOf(tagged)}`,
  );
  const cut = named((group) => rulesOf(group).some((rule) => rule.cut > 0));
  const why = `the users of rules were cut off by ConvertTo-Json (export with -Depth 4), so everyone is entitled to: ${fewOf(cut)}`;
  warn(notes, 'USERS_CUT', cut.length, why);
}

function offersOf(group: ExportedGroup, areRulesKnown: boolean): readonly Offer[] {
  const desktops = group.desktops.map((rule) => ({
    resource: rule.publishedName ?? group.publishedName,
    people: rule.people,
  }));
  const ruled = unionOf(group.appRules.map(({ people }) => people));
  const apps = group.apps.map((app) => ({ resource: app.publishedName, people: app.people ?? ruled }));
  if (areRulesKnown || apps.length > 0) return [...desktops, ...apps];
  return [{ resource: group.publishedName, people: null }];
}

/** Everyone of the lists; null as soon as one is for everyone, or there is none. */
function unionOf(lists: readonly (readonly Person[] | null)[]): readonly Person[] | null {
  if (lists.length === 0 || lists.includes(null)) return null;
  return lists.flatMap((list) => list ?? []);
}

function isMixed(offers: readonly Offer[]): boolean {
  const audiences = offers.map(({ people }) =>
    people === null
      ? ''
      : inNaturalOrder(people.map(({ name }) => name))
          .join('\n')
          .toLowerCase(),
  );
  return new Set(audiences).size > 1;
}

/** A restriction of the group: one tag that every desktop has, and no application beside them. */
function tagOf({ desktops, apps }: ExportedGroup): string | null {
  const tags = new Set(desktops.map(({ tag }) => tag));
  return tags.size === 1 && apps.length === 0 ? (desktops[0]?.tag ?? null) : null;
}

function rulesOf({ desktops, appRules, access }: ExportedGroup): readonly ExportedRule[] {
  return [...desktops, ...appRules, ...access];
}
