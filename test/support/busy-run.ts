/**
 * A random run whose users are at work: whatever happens to its connectors and its definition, people launch, go away, come back and log off.
 *
 * Beside pooled desktops there are servers and desktops of one's own; StoreFronts of every setting, virtual servers, a gateway; and the
 * operator launches and logs off as well. Sites, faults and changes are those of changing-run.ts.
 */
import type { Fault, OperatorAction, SiteDefinition, StoreFrontDefinition } from '../../src/core/site/index.ts';
import { changingRun } from './changing-run.ts';
import { type Deed, Dice, type RandomRun } from './random-run.ts';

const USERS = 60;
const MINUTE = 60_000;

export function busyRun(seed: number): RandomRun {
  const { definition, deeds } = changingRun(seed);
  const dice = new Dice(seed ^ 0x2545f491);
  const busyDeeds: Deed[] = [];
  let now = busied(definition, dice);
  const first = now;
  for (const deed of deeds) {
    if (deed.type === 'act' && deed.action.type === 'definition-changed') {
      now = busied(deed.action.definition, dice);
      busyDeeds.push({ ...deed, action: { ...deed.action, definition: now } });
    } else {
      busyDeeds.push(deed);
    }
    if (dice.chance(40)) busyDeeds.push(userDeed(dice, now, busyDeeds.length));
  }
  return { definition: first, deeds: busyDeeds };
}

/** The same site with people in it. */
function busied(definition: SiteDefinition, dice: Dice): SiteDefinition {
  const connectors = Object.values(definition.zones).flatMap((zone) => zone.connectors.map(({ fqdn }) => fqdn));
  return {
    ...definition,
    policy: { reuseMachinesWithoutShutdownInOutageAllowed: dice.chance(50), powerActionsInOutage: dice.chance(30) },
    deliveryGroups: groupsOf(definition, dice),
    users: [{ count: USERS, name: 'u-##' }],
    workload: {
      launchesPerMinute: dice.oneOf([0.5, 4, 20]),
      sessionMinutes: { mean: dice.oneOf([1, 10, 60]) },
      mix: { Desktop: 4, App: 3, 'Own Desktop': 1 },
    },
    storeFronts: Object.fromEntries(
      Object.entries(definition.storeFronts).map(([name, storeFront]) => [name, storeFrontOf(storeFront, dice)]),
    ),
    adcs: {
      adc1: {
        vips: Object.fromEntries(
          Object.entries(definition.adcs.adc1?.vips ?? {}).map(([fqdn, vip]) => [
            fqdn,
            {
              ...vip,
              zone: dice.oneOf([null, ...Object.keys(definition.zones)]),
              monitor: dice.oneOf(['tcp', 'citrix-xd-ddc'] as const),
            },
          ]),
        ),
        gateway: dice.chance(60) ? { stas: connectors.filter(() => dice.chance(60)), share: 0.3 } : null,
      },
    },
    timers: { ...definition.timers, machineReset: dice.oneOf([0, 30_000, 3 * MINUTE]) },
  };
}

function groupsOf({ zones, deliveryGroups }: SiteDefinition, dice: Dice): SiteDefinition['deliveryGroups'] {
  const { desktops } = deliveryGroups;
  if (desktops === undefined) return deliveryGroups;
  const common = { ...desktops, hosting: 'other', reuseMachinesWithoutShutdownInOutage: false } as const;
  const machine = { assignedTo: null, tags: [], maintenance: false } as const;
  const desktop = { ...machine, maxSessions: 1, sessionSupport: 'single-session' } as const;
  const names = Object.keys(zones);
  return {
    desktops: {
      ...desktops,
      hosting: dice.oneOf(['other', 'vsphere', 'citrix-hypervisor'] as const),
      reuseMachinesWithoutShutdownInOutage: dice.chance(50),
      machines: desktops.machines.map((machines) => ({ ...machines, maintenance: dice.chance(5) })),
    },
    servers: {
      ...common,
      type: 'multi-session',
      resources: ['App'],
      // Now and then one that does not fit its group, and is registered by nobody.
      machines: names.map((zone) => ({
        ...(dice.chance(95)
          ? { ...machine, maxSessions: dice.oneOf([2, 5]), sessionSupport: 'multi-session' as const }
          : desktop),
        zone,
        name: `${zone}-srv-#`,
        count: 2,
      })),
    },
    own: {
      ...common,
      type: 'static',
      resources: ['Own Desktop'],
      entitled: dice.chance(50) ? null : ['u-1#', 'u-2#', 'u-3#', 'u-4#'],
      machines: names.flatMap((zone, index) => [
        { ...desktop, zone, name: `${zone}-own-#`, count: 2, assignedTo: `u-${index + 1}#` },
        { ...desktop, zone, name: `${zone}-free-#`, count: 1 },
      ]),
    },
  };
}

function storeFrontOf(storeFront: StoreFrontDefinition, dice: Dice): StoreFrontDefinition {
  const { deliveryControllers: listed } = storeFront;
  const [first, ...others] = listed;
  return {
    ...storeFront,
    version: dice.oneOf(['2402', '1912']),
    advancedHealthCheck: dice.chance(50),
    backgroundHealthChecks: dice.chance(80),
    loadBalance: dice.chance(80),
    aggregation:
      first !== undefined && dice.chance(25)
        ? [
            {
              name: 'farms',
              primary: [first],
              backup: others.filter(() => dice.chance(50)),
              mode: dice.oneOf(['failover', 'load-balanced'] as const),
              identical: dice.chance(50),
            },
          ]
        : [],
  };
}

function userDeed(dice: Dice, definition: SiteDefinition, number: number): Deed {
  return { type: 'act', action: userAction(dice, definition, number), leaseMs: null };
}

function userAction(dice: Dice, definition: SiteDefinition, number: number): OperatorAction {
  const user = `u-${String(1 + dice.below(USERS)).padStart(2, '0')}`;
  const storeFront = dice.oneOf(Object.keys(definition.storeFronts));
  const connector = dice.oneOf(Object.values(definition.zones).flatMap((zone) => zone.connectors)).fqdn;
  switch (dice.below(6)) {
    case 0:
      return { type: 'enumerated', user, storeFront };
    case 1:
    case 2: {
      const gateway = definition.adcs.adc1?.gateway == null || dice.chance(50) ? null : 'adc1';
      return { type: 'launched', user, storeFront, gateway, resource: dice.oneOf(['Desktop', 'App', 'Own Desktop']) };
    }
    case 3:
      return { type: 'logged-off', user };
    default:
      return { type: 'fault-injected', id: `u${number}`, fault: userFault(dice, connector), untilMs: null };
  }
}

function userFault(dice: Dice, connector: string): Fault {
  if (dice.chance(60)) return { kind: 'sta-failure', connector };
  return { kind: 'monitor-answer', connector, status: dice.oneOf([200, 500]), namesFarm: dice.chance(50) };
}
