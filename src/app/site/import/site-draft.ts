/**
 * From an inventory to what a site file says, as plain values: machines and users in numbered runs, and nothing that is a default anyway.
 *
 * Not here: the streaming farm (farm/farm-draft.ts), the text with its comments (site-yaml.ts).
 */

import { formatDuration } from '../../../core/kernel/index.ts';
import { DEFAULT_TIMERS, NUMBERED_NAMES_MAX, numberInName } from '../../../core/site/index.ts';
import { SITE_FORMAT } from '../site-schema.ts';
import { type Draft, mapOf } from './draft.ts';
import { farmDraft, farmTimersDraft, instantText } from './farm/farm-draft.ts';
import { type GroupExport, type Inventory, type MachineExport, START_MS, type StoreFrontExport } from './inventory.ts';
import { fileSafeName } from './legal-name.ts';
import { compareNatural } from './natural-order.ts';
import { numberedRuns, type Run } from './numbered-runs.ts';

/** The site file of an inventory; `name` is the one that was asked for. */
export function siteDraft(inventory: Inventory, name: string | null): Draft {
  const { site, zones, farm } = inventory;
  const ownName = name ?? fileSafeName(site?.name ?? '');
  const cloudFarm = site?.name ?? null;
  return mapOf({
    holdover: SITE_FORMAT,
    name: ownName,
    start: instantText(farm?.startMs ?? START_MS),
    seed: 1,
    cloud: cloudFarm === null || cloudFarm === ownName ? undefined : { farm: cloudFarm },
    // A streaming farm alone has nothing of it.
    ...(zones.length === 0 ? {} : brokeredDraft(inventory)),
    timers: timersDraft(inventory),
    provisioning: farm === null ? undefined : farmDraft(farm),
  });
}

/** What Local Host Cache is about. */
function brokeredDraft(inventory: Inventory): Readonly<Record<string, unknown>> {
  const { site, zones, groups, storeFronts } = inventory;
  const users = numberedRuns(inventory.users.map((user) => ({ name: user, partner: null })));
  const patterns = users.filter(({ count }) => count > 1).map(({ pattern }) => patternOf(pattern, inventory.users));
  return {
    zones: new Map(zones.map((zone) => [zone.name, { connectors: zone.connectors.map((fqdn) => ({ fqdn })) }])),
    policy: { reuseMachinesWithoutShutdownInOutageAllowed: site?.reuseAllowed ?? false },
    deliveryGroups: new Map(groups.map((group) => [group.name, groupDraft(group, patterns)])),
    users: users.map((run) => counted(run)),
    storeFronts: new Map(storeFronts.map((each) => [each.name, storeFrontDraft(each)])),
  };
}

/** A pattern of users, and all of them whom it names in an entitlement. */
interface UserPattern {
  readonly pattern: string;
  readonly users: readonly string[];
}

function patternOf(pattern: string, users: readonly string[]): UserPattern {
  return { pattern, users: users.filter((user) => numberInName(pattern, NUMBERED_NAMES_MAX, user) !== null) };
}

function groupDraft(group: GroupExport, patterns: readonly UserPattern[]): Draft {
  return mapOf({
    type: group.type,
    reuseMachinesWithoutShutdownInOutage: group.reuseWithoutShutdown || undefined,
    resources: group.resources,
    entitled: group.entitled === null ? undefined : entitledDraft(group.entitled, patterns),
    restrictToTag: group.restrictToTag ?? undefined,
    machines: machinesDraft(group.machines),
  });
}

/** A pattern stands for its users where all of them are entitled. */
function entitledDraft(entitled: readonly string[], patterns: readonly UserPattern[]): readonly string[] {
  const left = new Set(entitled);
  const whole = patterns.filter(({ users }) => users.every((user) => left.has(user)));
  for (const user of whole.flatMap(({ users }) => users)) left.delete(user);
  return [...whole.map(({ pattern }) => pattern), ...left].sort(compareNatural);
}

/** The machines zone by zone; within a zone, runs of machines that are alike. */
function machinesDraft(machines: readonly MachineExport[]): readonly Draft[] {
  const alike = new Map<string, MachineExport[]>();
  for (const machine of machines) {
    const key = JSON.stringify([machine.zone, machine.tags, machine.sessionSupport, machine.maintenance]);
    const list = alike.get(key);
    if (list === undefined) alike.set(key, [machine]);
    else list.push(machine);
  }
  const entries = [...alike.values()].flatMap((list) => {
    const example = list[0] as MachineExport;
    const runs = numberedRuns(list.map(({ name, owner }) => ({ name, partner: owner })));
    return runs.map((run) => ({ zone: example.zone, pattern: run.pattern, draft: machineDraft(example, run) }));
  });
  return entries
    .sort((a, b) => compareNatural(a.zone, b.zone) || compareNatural(firstOf(a.pattern), firstOf(b.pattern)))
    .map(({ draft }) => draft);
}

function firstOf(pattern: string): string {
  return pattern.replace(/#+/, (run) => '1'.padStart(run.length, '0'));
}

function machineDraft({ zone, tags, sessionSupport, maintenance }: MachineExport, run: Run): Draft {
  return mapOf({
    zone,
    ...Object.fromEntries(counted(run)),
    assignedTo: run.partner ?? undefined,
    tags: tags.length > 0 ? tags : undefined,
    sessionSupport: sessionSupport ?? undefined,
    maintenance: maintenance || undefined,
  });
}

function counted({ pattern, count }: Run): Draft {
  return mapOf({ count: count === 1 ? undefined : count, name: pattern });
}

function storeFrontDraft(storeFront: StoreFrontExport): Draft {
  return mapOf({
    version: storeFront.version ?? undefined,
    advancedHealthCheck: storeFront.advancedHealthCheck,
    loadBalance: storeFront.loadBalance ? undefined : false,
    deliveryControllers: storeFront.deliveryControllers,
  });
}

/** Timers are of the whole site: those of the farm, and of the first StoreFront that has them, where they are not the default. */
function timersDraft({ storeFronts, farm }: Inventory): Draft | undefined {
  const heartbeat = storeFronts.find(({ heartbeatMs }) => heartbeatMs !== null)?.heartbeatMs ?? 0;
  const bypass = storeFronts.find(({ bypassMs }) => bypassMs !== null)?.bypassMs ?? null;
  const timers = mapOf({
    storeFrontHeartbeat:
      heartbeat > 0 && heartbeat !== DEFAULT_TIMERS.storeFrontHeartbeat ? formatDuration(heartbeat) : undefined,
    storeFrontBypass:
      bypass !== null && bypass !== DEFAULT_TIMERS.storeFrontBypass ? formatDuration(bypass) : undefined,
    ...Object.fromEntries(farm === null ? [] : farmTimersDraft(farm.timers)),
  });
  return timers.size === 0 ? undefined : timers;
}
