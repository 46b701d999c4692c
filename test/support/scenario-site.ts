/**
 * The site of a scenario: contoso, with parts of it set otherwise.
 *
 *   site contoso
 *   set ams.registrationLimit 100      any setting of a zone; `machines 0` leaves all of its machines out
 *   set timers.initialHa 2m
 *   unlist cc-ams-03                   no StoreFront lists it
 */
import { parseDuration } from '../../src/core/kernel/index.ts';
import type { SiteDefinition, Timers } from '../../src/core/site/index.ts';
import { contoso } from './contoso.ts';

export function readSite(lines: readonly string[]): SiteDefinition {
  if (lines[0] !== 'site contoso') throw new Error(`a scenario begins with "site contoso", not with "${lines[0]}"`);
  return lines.slice(1).reduce(changed, contoso);
}

function changed(site: SiteDefinition, line: string): SiteDefinition {
  const [verb = '', path = '', value = ''] = line.split(' ');
  if (verb === 'unlist') return withoutControllers(site, line.split(' ').slice(1));
  const [owner = '', key = ''] = path.split('.');
  if (verb !== 'set' || value === '') throw new Error(`"${line}" is no line of a scenario's site`);
  if (owner === 'timers') return withTimer(site, key as keyof Timers, value);
  const zone = site.zones[owner];
  if (zone === undefined) throw new Error(`"${line}": there is no zone ${owner}`);
  if (key === 'machines') return withoutMachines(site, owner);
  const setting = key === 'registrationLimit' ? Number(value) : value;
  return { ...site, zones: { ...site.zones, [owner]: { ...zone, [key]: setting } } };
}

function withTimer(site: SiteDefinition, timer: keyof Timers, value: string): SiteDefinition {
  return { ...site, timers: { ...site.timers, [timer]: parseDuration(value) } };
}

function withoutMachines(site: SiteDefinition, zone: string): SiteDefinition {
  const groups = Object.entries(site.deliveryGroups).map(
    ([name, group]) => [name, { ...group, machines: group.machines.filter((each) => each.zone !== zone) }] as const,
  );
  return { ...site, deliveryGroups: Object.fromEntries(groups) };
}

function withoutControllers(site: SiteDefinition, names: readonly string[]): SiteDefinition {
  const storeFronts = Object.entries(site.storeFronts).map(([name, storeFront]) => {
    const kept = storeFront.deliveryControllers.filter((fqdn) => !names.includes(fqdn.split('.')[0] as string));
    return [name, { ...storeFront, deliveryControllers: kept }] as const;
  });
  return { ...site, storeFronts: Object.fromEntries(storeFronts) };
}
