/**
 * The text of an imported site file: YAML, with comments that say what to look at before it is used.
 *
 * Comments say only what every export of the site tells, so the same site gives the same bytes.
 *
 * Not here: what is in the file (site-draft.ts).
 */

import { Document, isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Draft } from './draft.ts';
import type { StoreFrontExport } from './inventory.ts';

const HEADING = ` A site as its exports tell of it. Look through it, then:  holdover site validate FILE  and  holdover site load FILE
 Names are numbered from 1 where they have a run of #: vda-2## with count 20 is vda-201 to vda-220.`;

const WRITING = { lineWidth: 0, flowCollectionPadding: false, singleQuote: true } as const;

/** What stands above a key. */
const COMMENTS: Readonly<Record<string, string>> = {
  zones: ' No export tells the size of connectors: each counts as {cores: 4, memoryGb: 8} unless it says otherwise.',
  deliveryGroups:
    ' hosting (vsphere, citrix-hypervisor) is not in the exports; it matters for power actions in an outage.',
  users: ' Everyone whom the exports name. A name that is a group of users stands for one user: put its members here.',
  storeFronts: ' Connectors that are not listed here refuse HA mode.',
  provisioning: ' The streaming farm. Copies of a version are identical when they were modified in the same second.',
};

/** Keys with a blank line above them. */
const SECTIONS: ReadonlySet<string> = new Set([...Object.keys(COMMENTS), 'policy', 'timers']);

/** The text of a site file. */
export function siteYaml(draft: Draft, storeFronts: readonly StoreFrontExport[]): string {
  const document = new Document(draft, { aliasDuplicateObjects: false });
  document.commentBefore = HEADING;
  for (const pair of (document.contents as unknown as YAMLMap).items) {
    const { key } = pair;
    if (!isScalar(key) || typeof key.value !== 'string') continue;
    key.spaceBefore = SECTIONS.has(key.value);
    const comment = COMMENTS[key.value];
    if (comment !== undefined) key.commentBefore = comment;
  }
  flowIn(document, ['users']);
  const groups = (draft.get('deliveryGroups') ?? new Map()) as Draft;
  for (const [zone] of (draft.get('zones') ?? new Map()) as Draft) flowIn(document, ['zones', zone, 'connectors']);
  for (const [group] of groups) flowGroup(document, group);
  flowFarm(document);
  for (const { name, others } of storeFronts) noteOthers(document, name, others);
  const others = [...new Set(storeFronts.flatMap((each) => each.others))];
  const work = groups.size === 0 ? [] : [workload(groups)];
  document.comment = [...work, ...(others.length > 0 ? [virtualServers(others)] : [])].join('\n\n');
  return document.toString(WRITING);
}

/** The text of a farm alone, to stand behind what a site file has already. */
export function farmYaml(farm: Draft): string {
  const document = new Document(new Map([['provisioning', farm]]), { aliasDuplicateObjects: false });
  document.commentBefore = COMMENTS.provisioning as string;
  flowFarm(document);
  return document.toString(WRITING).replace('\n\n', '\n');
}

/** Each item of a list on a line of its own. */
function flowIn(document: Document, path: readonly unknown[]): void {
  for (const item of sequenceAt(document, path)?.items ?? []) {
    if (isMap(item)) item.flow = true;
  }
}

function flowGroup(document: Document, group: string): void {
  flowIn(document, ['deliveryGroups', group, 'machines']);
  const resources = sequenceAt(document, ['deliveryGroups', group, 'resources']);
  if (resources !== null) resources.flow = true;
}

/** Servers, stores, versions and collections are a line each. */
function flowFarm(document: Document): void {
  const within = (...path: readonly string[]) => valuesOf(document.getIn(['provisioning', ...path], true));
  for (const node of [...within('stores'), ...within('collections')]) node.flow = true;
  for (const site of within('sites').filter(isMap)) {
    for (const node of valuesOf(site.get('servers', true))) node.flow = true;
    const logins = site.get('loginServers', true);
    if (isSeq(logins)) logins.flow = true;
  }
  for (const vdisk of within('vdisks').filter(isMap)) {
    for (const node of valuesOf(vdisk.get('versions', true))) node.flow = true;
  }
}

/** The maps and lists in a map or list. */
function valuesOf(node: unknown): readonly (YAMLMap | YAMLSeq)[] {
  const values = isMap(node) ? node.items.map(({ value }) => value) : isSeq(node) ? node.items : [];
  return values.filter((value) => isMap(value) || isSeq(value));
}

function sequenceAt(document: Document, path: readonly unknown[]): YAMLSeq | null {
  const node = document.getIn(path, true);
  return isSeq(node) ? node : null;
}

/** Servers that are no connectors would make the file invalid, so they stand behind the list. */
function noteOthers(document: Document, storeFront: string, others: readonly string[]): void {
  const list = sequenceAt(document, ['storeFronts', storeFront, 'deliveryControllers']);
  if (list === null || others.length === 0) return;
  const lines = others.map((server) => ` - ${server}`);
  list.comment = [' These are no connectors of the site. See the end of the file:', ...lines].join('\n');
}

/** Without it nobody launches anything, and a rehearsal has nothing to decide by. */
function workload(groupDrafts: Draft): string {
  const groups = [...groupDrafts.values()] as Draft[];
  const resources = [...new Set(groups.flatMap((group) => (group.get('resources') ?? []) as readonly string[]))];
  const mix = resources.map((resource) => `${JSON.stringify(resource)}: 1`).join(', ');
  return [
    ' What people do is in no export. Fill in how many launches there are and how they are spread, and take the # away:',
    ` workload: {launchesPerMinute: 5, sessionMinutes: {mean: 240}, mix: {${mix}}}`,
  ].join('\n');
}

function virtualServers(others: readonly string[]): string {
  return [
    ' StoreFront lists servers that are no connectors of the site. One that is a virtual server of an ADC needs its zone, and its',
    ' members, which are connectors of that zone; then it can stand in deliveryControllers. Fill in, and take the # away:',
    ' adcs:',
    '   adc1:',
    '     vips:',
    ...others.map(
      (server) => `       ${server}: {zone: ZONE, members: [CONNECTOR, CONNECTOR], monitor: citrix-xd-ddc}`,
    ),
  ].join('\n');
}
