/**
 * From the objects of exports to the inventory of a site, and what has to be said about it.
 *
 * Not here: reading each kind of objects (read-*.ts), the streaming farm (farm/read-farm.ts), making a site file (site-draft.ts).
 */

import type { ExportRecord } from './export-files.ts';
import type { FarmExport } from './farm/farm-export.ts';
import { groupTypes, type SessionSupport, sessionSupportOf, type Untyped } from './group-type.ts';
import type { GroupExport, GroupType, Inventory, MachineExport, SiteExport } from './inventory.ts';
import { oneLine, siteName, userName } from './legal-name.ts';
import { compareNatural, inNaturalOrder } from './natural-order.ts';
import { fewOf, type ImportNotes, warn } from './notes.ts';
import { everyone, type People } from './people.ts';
import { type Published, publishedBy, warnOfRules } from './published.ts';
import { type ExportedGroup, hasRules, readGroups } from './read-groups.ts';
import { type ExportedMachine, readMachines } from './read-machines.ts';
import { readStoreFronts } from './read-storefronts.ts';
import { readZones } from './read-zones.ts';
import { flagOf, textOf } from './record-values.ts';

/** A group with its machines, before anything was decided. */
interface Gathered extends Untyped {
  readonly group: ExportedGroup;
  readonly members: readonly ExportedMachine[];
}

/** What the exports tell of the site, with its farm. With problems among the notes it is of no use. */
export function readInventory(
  records: readonly ExportRecord[],
  farm: FarmExport | null,
  notes: ImportNotes,
): Inventory {
  const site = readSite(records, notes);
  const zones = readZones(records, notes);
  const groups = readGroups(records, notes);
  const machines = readMachines(records, { zones, groups }, notes);
  const gathered = gather(groups.groups, machines, notes);
  const types = groupTypes(gathered, notes);
  const areRulesKnown = hasRules(records);
  const offers = gathered.map(({ group }, index) =>
    publishedBy(group, { areRulesKnown: areRulesKnown && isExported(group), isStatic: types[index] === 'static' }),
  );
  const users = machines.flatMap((machine) => machine.users);
  const entitled = offers.flatMap((offer) => offer.entitled ?? []);
  const people = everyone(users, entitled, notes);
  const built = gathered.map((each, index) =>
    groupFrom(each, { type: types[index] as GroupType, published: offers[index] as Published, people }),
  );
  warnOfRules(
    gathered.map(({ group }) => group),
    areRulesKnown,
    notes,
  );
  warnOfGroups(built, gathered, notes);
  warnOfMissing(records, areRulesKnown, notes);
  const storeFronts = readStoreFronts(records, zones.zones, notes);
  return { site, zones: zones.zones, groups: built, storeFronts, users: people.names, farm };
}

function readSite(records: readonly ExportRecord[], notes: ImportNotes): SiteExport | null {
  const values = records.find(({ kind }) => kind === 'site')?.values;
  if (values === undefined) {
    const message = 'no Get-BrokerSite in the exports: the site has no name, and machines are not reused in an outage';
    warn(notes, 'EXPORT_MISSING', 1, message);
    return null;
  }
  const isOff = flagOf(values, 'LocalHostCacheEnabled') === false;
  warn(notes, 'LHC_DISABLED', isOff ? 1 : 0, 'Local Host Cache is off at the site; the model runs with it');
  return {
    name: textOf(values, 'Name'),
    reuseAllowed: flagOf(values, 'ReuseMachinesWithoutShutdownInOutageAllowed') ?? false,
  };
}

/** Groups in the order of their names; also those that only machines tell of. Groups without machines offer nothing and are left out. */
function gather(
  groups: readonly ExportedGroup[],
  machines: readonly ExportedMachine[],
  notes: ImportNotes,
): Gathered[] {
  const members = new Map<string, ExportedMachine[]>();
  for (const machine of machines) {
    const list = members.get(machine.group);
    if (list === undefined) members.set(machine.group, [machine]);
    else list.push(machine);
  }
  const empty = groups.filter(({ name }) => !members.has(name)).map(({ name }) => name);
  warn(notes, 'GROUP_LEFT_OUT', empty.length, `delivery groups without machines were left out: ${fewOf(empty)}`);
  const untold = [...members.values()]
    .filter(([first]) => first?.groupFound === null)
    .map(([first]) => first?.group ?? '');
  const what = 'what they publish, and their switches, are not known';
  warn(
    notes,
    'EXPORT_MISSING',
    untold.length,
    `delivery groups that no Get-BrokerDesktopGroup tells of (${what}): ${fewOf(untold)}`,
  );
  return [...members.entries()]
    .sort(([a], [b]) => compareNatural(a, b))
    .map(([name, list]) => {
      const group = list[0]?.groupFound ?? groupWithoutExport(name, notes);
      return {
        name: group.name,
        values: group.values,
        machines: list.map(({ values }) => values),
        members: list,
        group,
      };
    });
}

function groupWithoutExport(name: string, notes: ImportNotes): ExportedGroup {
  const nothing = { desktops: [], apps: [], appRules: [], access: [], values: {} };
  const switches = { enabled: true, maintenance: false, reuseWithoutShutdown: false };
  return { name: siteName(name, 'group', notes), publishedName: name, ...switches, ...nothing };
}

function isExported({ values }: ExportedGroup): boolean {
  return Object.keys(values).length > 0;
}

function groupFrom(
  { group, members }: Gathered,
  { type, published, people }: { readonly type: GroupType; readonly published: Published; readonly people: People },
): GroupExport {
  const machines = members.map((machine) => machineFrom(machine, type, people));
  const { entitled, restrictToTag } = published;
  const names = entitled?.flatMap(({ name }) => userName(name) ?? []) ?? null;
  return {
    name: group.name,
    type,
    reuseWithoutShutdown: group.reuseWithoutShutdown,
    resources: [...new Set(published.resources.map(oneLine))],
    entitled: names === null ? null : inNaturalOrder(names.map(people.spelled)),
    // A restriction to a tag that no machine carries would leave a site file that is not valid.
    restrictToTag: machines.some(({ tags }) => tags.includes(restrictToTag ?? '')) ? restrictToTag : null,
    machines,
  };
}

function machineFrom(machine: ExportedMachine, type: GroupType, people: People): MachineExport {
  const { name, zone, tags, users, maintenance } = machine;
  const fitting: SessionSupport = type === 'multi-session' ? 'multi-session' : 'single-session';
  const support = sessionSupportOf(machine.values) ?? fitting;
  const owner = type === 'static' && users[0] !== undefined ? people.spelled(users[0]) : null;
  return { name, zone, owner, tags, sessionSupport: support === fitting ? null : support, maintenance };
}

function warnOfGroups(groups: readonly GroupExport[], gathered: readonly Gathered[], notes: ImportNotes): void {
  const shared = gathered.flatMap(({ members }, index) =>
    groups[index]?.type === 'static' ? members.filter(({ users }) => users.length > 1).map(({ name }) => name) : [],
  );
  warn(notes, 'OWNERS_IGNORED', shared.length, `machines with several owners keep the first: ${fewOf(shared)}`);
  const pooled = groups.filter(({ type }) => type === 'pooled').map(({ name }) => name);
  const hosting = 'what the machines run on is not read; set "hosting" where power actions in an outage matter';
  warn(notes, 'HOSTING_UNKNOWN', pooled.length, `${hosting}: ${fewOf(pooled)}`);
  const closed = groups.filter(({ entitled }) => entitled?.length === 0).map(({ name }) => name);
  const nobody = 'nobody is entitled to groups that are disabled, or that no rule and no application offers to anyone';
  warn(notes, 'GROUP_CLOSED', closed.length, `${nobody}: ${fewOf(closed)}`);
  const lasting = gathered.filter(
    ({ machines }, index) =>
      groups[index]?.type === 'pooled' && machines.some(({ ProvisioningType }) => ProvisioningType === 'Manual'),
  );
  const message = 'random machines that nobody provisions are not reset at logoff, and the model resets them';
  warn(notes, 'POOLED_ASSUMED', lasting.length, `${message}: ${fewOf(lasting.map(({ name }) => name))}`);
}

function warnOfMissing(records: readonly ExportRecord[], areRulesKnown: boolean, notes: ImportNotes): void {
  const none = (...kinds: readonly string[]) => (records.some(({ kind }) => kinds.includes(kind)) ? 0 : 1);
  const rules =
    'no entitlement rule in the exports: everyone may use everything, and desktops are called like their group';
  warn(notes, 'EXPORT_MISSING', areRulesKnown ? 0 : 1, rules);
  warn(notes, 'EXPORT_MISSING', none('application'), 'no application in the exports: only desktops are published');
  const storeFront = 'no StoreFront in the exports: without one that lists them, no connector enters HA mode';
  warn(notes, 'EXPORT_MISSING', none('storefront', 'farm'), `${storeFront}; add storeFronts to the file`);
}
