/**
 * A real site as an administrator runs it, with 10,000 machines unless told otherwise: what the generated exports are of.
 *
 * It has what makes imports hard: a run of machines that begins in the middle, a retired machine, machines in maintenance, an owner for each
 * static desktop, groups of users and single users in entitlements, a virtual server in StoreFront, a zone without connectors.
 *
 * Not here: how each tool exports it (site-exports.ts).
 */

export interface RealSite {
  readonly name: string;
  readonly zones: readonly { readonly name: string; readonly connectors: readonly string[] }[];
  readonly groups: readonly RealGroup[];
  readonly machines: readonly RealMachine[];
  readonly apps: readonly { readonly name: string; readonly group: string }[];
  readonly storeFront: {
    readonly name: string;
    readonly version: string;
    readonly servers: readonly string[];
  };
}

export interface RealGroup {
  readonly name: string;
  readonly kind: 'pooled' | 'static' | 'multi-session';
  readonly desktop: string | null;
  readonly reuse: boolean;
  /** Null for everyone. */
  readonly included: readonly RealPerson[] | null;
}

export interface RealPerson {
  readonly name: string;
  readonly isGroup: boolean;
}

export interface RealMachine {
  readonly name: string;
  readonly zone: string;
  readonly group: string;
  readonly owner: string | null;
  /** Who has a session on it now. */
  readonly user: string | null;
  readonly maintenance: boolean;
  readonly tags: readonly string[];
}

const DOMAIN = 'contoso.example';

/** The site with so many machines for each that the full one has: `parts` of 100. */
export function realSite(parts = 100): RealSite {
  const of = (count: number) => Math.max(1, Math.round((count * parts) / 100));
  const machines = [
    ...run('AMS-POOL-', 4, 1, of(4000), { zone: 'ams', group: 'Office' }),
    ...run('FRA-POOL-', 4, 1, of(2500), { zone: 'fra', group: 'Office' }).filter((_, index) => index !== of(776)),
    ...run('FRA-POOL-', 4, of(2500) + 1, of(501), { zone: 'fra', group: 'Call Centre', tags: ['headset', 'gold'] }),
    ...run('ams-srv-', 3, 1, of(300), { zone: 'ams', group: 'Finance' }),
    ...run('fra-srv-', 3, 1, of(200), { zone: 'fra', group: 'Finance' }),
    ...run('TOK-POOL-', 4, 1, of(2200), { zone: 'tok', group: 'Japan' }),
    ...run('TOK-DIR-', 3, 1, of(300), { zone: 'tok', group: 'Directors' }),
  ];
  return {
    name: 'cloudxdsite',
    zones: [
      { name: 'ams', connectors: connectors('ams', 3) },
      { name: 'fra', connectors: connectors('fra', 2) },
      { name: 'Initial Zone', connectors: [] },
      { name: 'tok', connectors: connectors('tok', 2) },
    ],
    groups: [
      group('Office', 'pooled', 'Office Desktop', [{ name: 'CONTOSO\\Office Users', isGroup: true }]),
      { ...group('Call Centre', 'pooled', 'Call Desktop', agents(of(120))), reuse: true },
      group('Finance', 'multi-session', null, null),
      group('Japan', 'pooled', 'JP Desktop', [{ name: 'CONTOSO\\Tokyo', isGroup: true }]),
      group('Directors', 'static', 'Director Desktop', null),
    ],
    machines: machines.map(withOthers),
    apps: [
      { name: 'SAP', group: 'Finance' },
      { name: 'Excel', group: 'Finance' },
    ],
    storeFront: {
      name: 'sf1',
      version: '2402.0.0.12',
      servers: [...connectors('ams', 3), ...connectors('fra', 2), `vip-tok.${DOMAIN}`],
    },
  };
}

function connectors(zone: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `cc-${zone}-0${index + 1}.${DOMAIN}`);
}

function group(
  name: string,
  kind: RealGroup['kind'],
  desktop: string | null,
  included: RealGroup['included'],
): RealGroup {
  return { name, kind, desktop, included, reuse: false };
}

function agents(count: number): readonly RealPerson[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `CONTOSO\\agent-${String(index + 1).padStart(3, '0')}`,
    isGroup: false,
  }));
}

function run(
  prefix: string,
  width: number,
  first: number,
  count: number,
  { zone, group, tags = [] }: { readonly zone: string; readonly group: string; readonly tags?: readonly string[] },
): readonly RealMachine[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${prefix}${String(first + index).padStart(width, '0')}`,
    zone,
    group,
    owner: null,
    user: null,
    maintenance: false,
    tags,
  }));
}

/** Directors own their machines; some of the others are in use, and some of Tokyo in maintenance. */
function withOthers(machine: RealMachine): RealMachine {
  const number = Number(/\d+$/.exec(machine.name)?.[0]);
  if (machine.group === 'Directors')
    return { ...machine, owner: `CONTOSO\\director-${/\d+$/.exec(machine.name)?.[0]}` };
  if (machine.group === 'Japan' && number % 1000 === 7) return { ...machine, maintenance: true };
  const user = machine.group === 'Office' && number % 50 === 0 ? `CONTOSO\\user-${machine.zone}-${number / 50}` : null;
  return { ...machine, user };
}
