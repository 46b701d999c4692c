/**
 * Why a server may not have a target, reason by reason, and which of several is told.
 */
import { describe, expect, it } from 'vitest';
import type { PvsCode } from '../../../../src/core/pvs/codes/index.ts';
import {
  bondOf,
  type Demand,
  foremost,
  isHome,
  refusalOf,
  type ServerFacts,
} from '../../../../src/core/pvs/eligibility/index.ts';
import type { FarmVdisk } from '../../../../src/core/pvs/farm/index.ts';
import type { CopySeen, WantedFile } from '../../../../src/core/pvs/inventory/index.ts';

const TIME_MS = 1_000_000;

const vdisk = (over: Partial<FarmVdisk> = {}, shared = false): FarmVdisk => ({
  name: 'win',
  store: { name: 'store', site: 0, shared, servers: [0, 1] },
  mode: 'standard',
  writeCache: 'device-ram',
  writeCacheMb: 512,
  assignedServer: null,
  subnetAffinity: 'none',
  rebalance: { enabled: false, triggerPercent: 25 },
  ...over,
});

const wanted = (number = 1): WantedFile => ({ number, modifiedMs: TIME_MS, layers: [`win ${number}`] });

const copy = (number = 1, modifiedMs = TIME_MS, layers = [`win ${number}`]): CopySeen => ({
  type: 'file',
  file: { modifiedMs, layers, propertiesMs: modifiedMs, parent: null },
});

const demand = (over: Partial<Demand> = {}): Demand => ({
  site: 0,
  vdisk: vdisk(),
  access: 'production',
  chain: [wanted()],
  writeCache: 'device-ram',
  subnet: '10.0.0.0/24',
  boundTo: null,
  lockedBy: null,
  ...over,
});

const server = (over: Partial<ServerFacts> = {}): ServerFacts => ({
  number: 1,
  name: 'pvs2',
  site: 0,
  up: true,
  isHeard: true,
  streamService: 'running',
  hasDatabase: true,
  subnets: ['10.0.1.0/24'],
  reachesStore: true,
  copies: [copy()],
  ...over,
});

function reasonFor(
  over: { demand?: Partial<Demand>; server?: Partial<ServerFacts> },
  identity: 'timestamp' | 'content' = 'timestamp',
) {
  const refusal = refusalOf(demand(over.demand), server(over.server), identity);
  return refusal === null ? 'ok' : `${refusal.code} ${refusal.reason}`;
}

describe('a server', () => {
  it('that has everything may have the target', () => {
    expect(reasonFor({})).toBe('ok');
  });

  it.each<[string, { demand?: Partial<Demand>; server?: Partial<ServerFacts> }]>([
    ['PVS013 pvs2 belongs to another site', { server: { site: 1 } }],
    ['PVS014 pvs2 does not serve store store', { server: { number: 2 } }],
    [
      'PVS021 load balancing of win is off: only its assigned server streams it',
      { demand: { vdisk: vdisk({ assignedServer: 0 }) } },
    ],
    [
      'PVS025 pvs2 has no address in subnet 10.0.0.0/24, and affinity is fixed',
      { demand: { vdisk: vdisk({ subnetAffinity: 'fixed' }) } },
    ],
    [
      'PVS024 the version of win is in maintenance: it has no fail-over',
      { demand: { access: 'maintenance', boundTo: 0 } },
    ],
    ['PVS010 pvs2 is down', { server: { up: false, streamService: 'stopped' } }],
    ['PVS010 pvs2 does not answer: the other servers take it for down', { server: { isHeard: false } }],
    ['PVS009 the Stream Service on pvs2 is stopping', { server: { streamService: 'stopping' } }],
    ['PVS051 pvs2 has lost the database, and there is no offline support', { server: { hasDatabase: false } }],
    ['PVS015 pvs2 cannot reach store store', { server: { reachesStore: false } }],
    ['PVS015 pvs2 cannot open its copy of win version 1', { server: { copies: [{ type: 'unreachable' }] } }],
    ['PVS016 pvs2 has no copy of win version 1', { server: { copies: [{ type: 'missing' }] } }],
    ['PVS026 t-2 has win exclusively', { demand: { lockedBy: 't-2' } }],
  ])('%s', (reason, facts) => {
    expect(reasonFor(facts)).toBe(reason);
  });

  it('P5: says how far apart the times of two copies are', () => {
    const apart = (ms: number) => reasonFor({ server: { copies: [copy(1, TIME_MS + ms)] } });
    expect(apart(999)).toBe('ok');
    expect(apart(2_000)).toBe('PVS017 win version 1 was modified 2 s later: not identical');
    expect(apart(-600_000)).toBe('PVS017 win version 1 was modified 10 min earlier: not identical');
    expect(apart(7_200_000)).toBe('PVS017 win version 1 was modified 2 h later: not identical');
    expect(apart(5 * 86_400_000)).toBe('PVS017 win version 1 was modified 5 days later: not identical');
  });

  it('P7: says that the content is another one where that counts', () => {
    const facts = { server: { copies: [copy(1, TIME_MS, ['other'])] } };
    expect(reasonFor(facts)).toBe('ok');
    expect(reasonFor(facts, 'content')).toBe('PVS017 win version 1 has another content: not identical');
  });

  it('P62: is refused where a difference disk rests on another parent, or another time of it', () => {
    const chain = [wanted(1), wanted(2)];
    const difference = (parent: { layers: string[]; modifiedMs: number }): CopySeen => ({
      type: 'file',
      file: { modifiedMs: TIME_MS, layers: ['win 2'], propertiesMs: TIME_MS, parent },
    });
    const withParent = (layers: string[], modifiedMs: number) =>
      reasonFor({ demand: { chain }, server: { copies: [copy(1), difference({ layers, modifiedMs })] } });
    expect(withParent(['win 1'], TIME_MS)).toBe('ok');
    expect(withParent(['else'], TIME_MS)).toBe('PVS019 a difference disk of win on pvs2 names another parent');
    expect(withParent(['win 1'], 0)).toBe('PVS019 a difference disk of win on pvs2 names another time of its parent');
  });

  it('P8: is refused where a properties file is missing or another one', () => {
    const properties = (propertiesMs: number | null): CopySeen => ({
      type: 'file',
      file: { modifiedMs: TIME_MS, layers: ['win 1'], propertiesMs, parent: null },
    });
    const missing = 'PVS018 the properties file of win version 1 is missing on pvs2';
    const another = 'PVS018 the properties file of win version 1 on pvs2 is not identical';
    expect(reasonFor({ server: { copies: [properties(null)] } })).toBe(missing);
    expect(reasonFor({ server: { copies: [properties(0)] } })).toBe(another);
  });
});

describe('a target', () => {
  it('P9, P10, P42: is bound by maintenance, and on local storage by private mode or a cache on the server', () => {
    const bond = (over: Partial<FarmVdisk>, shared: boolean, access: Demand['access'] = 'production') =>
      bondOf({ vdisk: vdisk(over, shared), access, writeCache: over.writeCache ?? 'device-ram' })?.code ?? null;
    expect([bond({}, false), bond({}, true)]).toEqual([null, null]);
    expect([bond({}, false, 'maintenance'), bond({}, true, 'maintenance')]).toEqual(['PVS024', 'PVS024']);
    expect([bond({ mode: 'private' }, false), bond({ mode: 'private' }, true)]).toEqual(['PVS023', null]);
    for (const writeCache of ['server', 'server-persistent'] as const) {
      expect([bond({ writeCache }, false), bond({ writeCache }, true)]).toEqual(['PVS022', null]);
    }
  });

  it('has a home where what it wrote is kept from boot to boot', () => {
    const home = (over: Partial<FarmVdisk>, shared = false) =>
      isHome({ vdisk: vdisk(over, shared), access: 'production', writeCache: over.writeCache ?? 'device-ram' });
    expect([home({}), home({ writeCache: 'server' }), home({ writeCache: 'server-persistent' })]).toEqual([
      false,
      false,
      true,
    ]);
    expect([home({ mode: 'private' }), home({ mode: 'private' }, true)]).toEqual([true, false]);
  });
});

describe('of several reasons', () => {
  const told = (...codes: PvsCode[]) => foremost(codes.map((code) => ({ code, reason: '' })))?.code ?? null;

  it('the one is told that has to be mended first', () => {
    expect(told('PVS009', 'PVS021', 'PVS010')).toBe('PVS021');
    expect(told('PVS010', 'PVS017')).toBe('PVS017');
    expect(told('PVS010', 'PVS051')).toBe('PVS051');
    expect(told('PVS013', 'PVS010')).toBe('PVS010');
  });

  it('that a server is of another site tells nothing', () => {
    expect(told('PVS013')).toBeNull();
  });
});
