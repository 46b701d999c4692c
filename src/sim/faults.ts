/**
 * Faults says what is broken at a moment: the union of all faults in force, so that one fault's end does not mend what another breaks.
 *
 * Not here: what follows from it for the machines (world.ts).
 */

import { type Fault, machineIndex, type ZoneTopology } from '../core/site/index.ts';

/** One fault of a world, in force or ended. A flapping link is down first, then up, in turn. */
export interface FaultRecord {
  readonly id: string;
  readonly fault: Fault;
  readonly sinceMs: number;
  readonly untilMs: number | null;
  readonly endedMs: number | null;
  readonly flapsDown: boolean;
}

/** What is broken, by name. */
export interface Damage {
  /** Connectors that cannot reach the cloud. */
  readonly cloudCut: ReadonlySet<string>;
  readonly connectorsDown: ReadonlySet<string>;
  readonly peersCut: ReadonlySet<string>;
  readonly vdasCut: ReadonlySet<string>;
  readonly brokersDown: ReadonlySet<string>;
  readonly syncFailing: ReadonlySet<string>;
  /** Connectors whose ticket requests the cloud does not answer. */
  readonly staFailing: ReadonlySet<string>;
  /** Connectors that answer the probes of an ADC otherwise than they should, by the latest such fault. */
  readonly monitorAnswers: ReadonlyMap<string, Fault & { readonly kind: 'monitor-answer' }>;
  readonly storeFrontsDown: ReadonlySet<string>;
  readonly machinesDown: ReadonlySet<string>;
  /** Streaming servers. */
  readonly serversDown: ReadonlySet<string>;
  /** `server/store`. */
  readonly storesCut: ReadonlySet<string>;
  /** Since when a copy has been another, and by which fault, by `server/vdisk`. */
  readonly drifts: ReadonlyMap<string, { readonly atMs: number; readonly id: string }>;
  /** The farm's database does not answer; or answers logins only, and slowly. */
  readonly databaseAway: boolean;
  readonly databaseSlow: boolean;
  /** Of the packets of a server, how many get lost. Percent. */
  readonly packetLoss: ReadonlyMap<string, number>;
  /** Since when other servers hear next to nothing of a server, so that they take it for one that is down. */
  readonly unheardSinceMs: ReadonlyMap<string, number>;
}

export function damageOf(faults: readonly FaultRecord[]): Damage {
  const inForce = faults.filter((record) => record.endedMs === null);
  return {
    cloudCut: names(inForce, (record) => cloudCutBy(record)),
    connectorsDown: names(inForce, ({ fault }) => (fault.kind === 'connector-down' ? [fault.connector] : [])),
    peersCut: names(inForce, ({ fault }) => partitioned(fault, 'peers')),
    vdasCut: names(inForce, ({ fault }) => partitioned(fault, 'vdas')),
    brokersDown: names(inForce, ({ fault }) => (fault.kind === 'secondary-broker-down' ? [fault.connector] : [])),
    syncFailing: names(inForce, ({ fault }) => (fault.kind === 'sync-failure' ? [fault.connector] : [])),
    staFailing: names(inForce, ({ fault }) => (fault.kind === 'sta-failure' ? [fault.connector] : [])),
    monitorAnswers: new Map(
      inForce.flatMap(({ fault }) => (fault.kind === 'monitor-answer' ? [[fault.connector, fault] as const] : [])),
    ),
    storeFrontsDown: names(inForce, ({ fault }) => (fault.kind === 'storefront-down' ? [fault.storeFront] : [])),
    machinesDown: names(inForce, ({ fault }) => (fault.kind === 'machine-down' ? [fault.machine] : [])),
    ...farmDamage(inForce),
  };
}

/** Assumed: with so many packets lost, the messages between servers stay away for as long as makes a server count as down. */
const UNHEARD_PERCENT = 90;

function farmDamage(inForce: readonly FaultRecord[]) {
  return {
    serversDown: names(inForce, ({ fault }) => (fault.kind === 'server-down' ? [fault.server] : [])),
    storesCut: names(inForce, ({ fault }) =>
      fault.kind === 'store-unreachable' ? [`${fault.server}/${fault.store}`] : [],
    ),
    drifts: new Map(
      inForce.flatMap(({ fault, id, sinceMs }) =>
        fault.kind === 'replica-drift' ? [[`${fault.server}/${fault.vdisk}`, { atMs: sinceMs, id }] as const] : [],
      ),
    ),
    databaseAway: inForce.some(({ fault }) => fault.kind === 'database-offline' && !fault.partial),
    databaseSlow: inForce.some(({ fault }) => fault.kind === 'database-offline' && fault.partial),
    unheardSinceMs: new Map(
      inForce.flatMap(({ fault, sinceMs }) =>
        fault.kind === 'packet-loss' && fault.percent >= UNHEARD_PERCENT ? [[fault.server, sinceMs] as const] : [],
      ),
    ),
    packetLoss: new Map(
      inForce.flatMap(({ fault }) => (fault.kind === 'packet-loss' ? [[fault.server, fault.percent] as const] : [])),
    ),
  };
}

/** Whether a fault can change anything in a zone. A StoreFront may list connectors of any. */
export function concerns(fault: Fault, zone: ZoneTopology): boolean {
  switch (fault.kind) {
    case 'cloud-unreachable':
    case 'link-flapping':
      return fault.connectors.some((fqdn) => zone.connectors.includes(fqdn));
    case 'storefront-down':
      return true;
    case 'machine-down':
      return machineIndex(zone, fault.machine) !== null;
    case 'server-down':
    case 'store-unreachable':
    case 'replica-drift':
    case 'database-offline':
    case 'packet-loss':
      return false;
    default:
      return zone.connectors.includes(fault.connector);
  }
}

/** A fault in a few words: `cloud-unreachable cc-ams-01.contoso.example`. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'cloud-unreachable':
    case 'link-flapping':
      return `${fault.kind} ${few(fault.connectors)}`;
    case 'connector-partitioned':
      return `${fault.kind} ${fault.connector} (${fault.link})`;
    case 'storefront-down':
      return `${fault.kind} ${fault.storeFront}`;
    case 'machine-down':
      return `${fault.kind} ${fault.machine}`;
    case 'monitor-answer':
      return `${fault.kind} ${fault.connector} (status ${fault.status}${fault.namesFarm ? '' : ', no farm'})`;
    case 'server-down':
      return `${fault.kind} ${fault.server}`;
    case 'store-unreachable':
      return `${fault.kind} ${fault.server}/${fault.store}`;
    case 'replica-drift':
      return `${fault.kind} ${fault.server}/${fault.vdisk}`;
    case 'database-offline':
      return fault.partial ? `${fault.kind} (partial)` : fault.kind;
    case 'packet-loss':
      return `${fault.kind} ${fault.server} (${fault.percent} %)`;
    default:
      return `${fault.kind} ${fault.connector}`;
  }
}

/** The first few of many names. */
function few(all: readonly string[]): string {
  return all.length <= FEW ? all.join(', ') : `${all.slice(0, FEW).join(', ')} and ${all.length - FEW} more`;
}

const FEW = 8;

function names(records: readonly FaultRecord[], of: (record: FaultRecord) => readonly string[]): ReadonlySet<string> {
  return new Set(records.flatMap((record) => of(record)));
}

function cloudCutBy({ fault, flapsDown }: FaultRecord): readonly string[] {
  if (fault.kind === 'cloud-unreachable') return fault.connectors;
  return fault.kind === 'link-flapping' && flapsDown ? fault.connectors : [];
}

function partitioned(fault: Fault, link: 'peers' | 'vdas'): readonly string[] {
  return fault.kind === 'connector-partitioned' && fault.link === link ? [fault.connector] : [];
}
