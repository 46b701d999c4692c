/**
 * A small site, and a drill of it with a step of every kind, whose process can be killed or stopped anywhere: also by the drill's own
 * local command, at a moment that is known.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillRunResult } from '../../src/app/drill/report/seeds-summary.ts';
import { type CliRun, runCli } from './cli.ts';
import { CliSite } from './cli-site.ts';

const SITE = `holdover: site/1
name: tiny
start: 2026-01-05T08:00:00Z
zones:
  main:
    connectors:
      - {fqdn: cc-01.example.com, cores: 4, memoryGb: 8}
      - {fqdn: cc-02.example.com, cores: 4, memoryGb: 8}
deliveryGroups:
  desktops:
    type: pooled
    hosting: vsphere
    resources: [Desktop]
    machines: [{zone: main, count: 10, name: desk-##}]
users: [{count: 10, name: 'EXAMPLE\\user-##'}]
storeFronts:
  sf1: {version: '2402', deliveryControllers: [cc-01.example.com, cc-02.example.com]}
`;

const DRILL = `holdover: drill/1
name: outage
params: {zone: {type: zone, default: main}}
never:
  - {that: 'lhc.zones[zone].acceptingBrokers > 1'}
steps:
  - name: baseline
    observe: {elected: 'lhc.zones[zone].elected', registered: 'lhc.zones[zone].machines.registered'}
    as: before
  - name: cut
    danger: severe
    do: lhc force-outage --zone \${zone} --for 2h
    undo: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 5m}
      - {eventually: 'lhc.zones[zone].machines.registered == before.registered', within: 20m}
  - name: people
    ask: Can people of \${zone} work?
    as: helpdesk
  - name: ticket
    run: sh ticket.sh \${before.elected}
    once: true
    as: ticket
  - name: quiet
    wait: 3m
    expect:
      - {stays: "lhc.zones[zone].brokering == 'secondary'", for: 2m}
  - name: crash
    do: fault inject connector-down \${before.elected} --for 20m
    as: crash
    undo: fault clear \${crash.id}
    expect:
      - {eventually: 'lhc.zones[zone].elected != before.elected', within: 3m}
  - name: back
    do: fault clear \${crash.id}
    expect:
      - {eventually: 'lhc.zones[zone].elected == before.elected', within: 10m}
  - name: restore
    do: lhc end-outage --zone \${zone}
    expect:
      - {eventually: "lhc.zones[zone].state == 'working-normally'", within: 40m}
restored:
  - {eventually: "lhc.zones[zone].state == 'working-normally' && lhc.zones[zone].machines.registeredWith.cloud == 10", within: 1h}
  - {that: 'lhc.zones[zone].acceptingBrokers <= 1'}
objectives:
  takeOver: {eventually: "lhc.zones[zone].brokering == 'secondary'", within: 3m, after: cut}
`;

/** What the drill's local command does unless a test says otherwise: it leaves a line. */
const TICKET = 'echo "$1" >> tickets\n';

/** Someone who has loaded the small site, and has the drill and its local command at hand. */
export async function drillSite(command = TICKET, drill = DRILL): Promise<CliSite> {
  const site = new CliSite();
  site.file('site.yaml', SITE);
  site.file('drill.yaml', drill);
  site.file('ticket.sh', command);
  await site.text('site load site.yaml');
  return site;
}

/** The command line that runs the drill. Without an answer it stops at its question, with the outage in force. */
export const RUN: readonly string[] = ['drill', 'run', 'drill.yaml', '--allow-run'];

export const ANSWER: readonly string[] = ['--answer', 'helpdesk=yes'];

/** What a drill command that ends prints with `--json`. */
export async function drillResult(site: CliSite, words: readonly string[]): Promise<DrillRunResult> {
  return resultOf(await runCli([...words, '--json'], { home: site.home }));
}

export function resultOf({ stdout }: Pick<CliRun, 'stdout'>): DrillRunResult {
  return JSON.parse(stdout);
}

/** How often the local command has done what it does. */
export function ticketsOf(site: CliSite): number {
  const path = join(site.home, 'tickets');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** What was done to the site, whoever did it. */
export function historyOf(site: CliSite): object {
  const { worldMs, journal } = JSON.parse(site.stored('tiny'));
  return { worldMs, journal: journal.map(({ command: _, ...entry }: { command: string }) => entry) };
}

export function journalPath(site: CliSite, run = 'r1'): string {
  return join(site.home, '.config', 'holdover', 'runs', `${run}.ndjson`);
}
