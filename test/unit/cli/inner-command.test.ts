/**
 * Command lines that are performed inside this process, on a copy of a site.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import type { AppContext } from '../../../src/app/context.ts';
import { openSite } from '../../../src/app/open-site.ts';
import type { SiteCopy } from '../../../src/app/opened-site.ts';
import { loadSite } from '../../../src/app/site/load.ts';
import { copyOfSite, freshCopy } from '../../../src/app/site-copy.ts';
import type { InnerCommands } from '../../../src/cli/inner-command.ts';
import { ROOT, temporaryHome } from '../../support/cli.ts';
import { innerCommands } from '../../support/inner-commands.ts';

const CONTOSO = join(ROOT, 'examples', 'sites', 'contoso.yaml');

const FORCED = { connectors: { 'cc-ams-01.contoso.example': { forcedOutage: true } } };

let commands: InnerCommands;
beforeAll(async () => {
  commands = await innerCommands();
});

/** Someone with the site contoso, and a copy of it. */
class Rehearser {
  readonly context: AppContext & { readonly copy: SiteCopy };
  readonly #home: string;

  private constructor(home: string, context: AppContext, copy: SiteCopy) {
    this.#home = home;
    this.context = { ...context, copy };
  }

  static async begin(): Promise<Rehearser> {
    const home = temporaryHome();
    const context: AppContext = {
      configDir: join(home, 'config'),
      cacheDir: join(home, 'cache'),
      site: null,
      command: 'holdover drill run outage.yaml',
      operator: 'somebody',
      dryRun: false,
      expect: null,
      waitMs: null,
      interrupted: async () => false,
      copy: null,
    };
    await loadSite(context, { file: CONTOSO, replace: false });
    return new Rehearser(home, context, copyOfSite(await openSite(context), {}));
  }

  perform(line: string | readonly string[]) {
    return commands.perform(typeof line === 'string' ? line.split(' ') : line, this.context);
  }

  get copy(): SiteCopy {
    return this.context.copy;
  }

  /** Every file of hers with what is in it. */
  files(): Readonly<Record<string, string>> {
    const entries = readdirSync(this.#home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'latin1')]));
  }
}

test('a change is made in the copy, and nowhere else', async () => {
  const rehearser = await Rehearser.begin();
  const files = rehearser.files();
  const { revision } = rehearser.copy.document;
  const exitCode = process.exitCode;
  const written = vi.spyOn(process.stdout, 'write');
  const outcome = await rehearser.perform('lhc force-outage --zone ams');
  expect(written).not.toHaveBeenCalled();
  expect(outcome).toMatchObject({ exit: 0, result: { schema: 'holdover.force-outage/1', changed: true } });
  expect(outcome.text).toContain('ams');
  expect(rehearser.copy.document).toMatchObject({
    revision,
    journal: [{ sequence: 1, by: 'somebody', command: 'holdover lhc force-outage --zone ams' }],
  });
  const status = await rehearser.perform('holdover lhc status --json');
  expect(status.result).toMatchObject({ lhc: { zones: { ams: FORCED } } });
  expect(await rehearser.perform('site show')).toMatchObject({ result: { journal: [{ sequence: 1 }] } });
  expect(rehearser.files()).toEqual(files);
  expect(process.exitCode).toBe(exitCode);
});

test('a negative verdict is an exit code with its result', async () => {
  const rehearser = await Rehearser.begin();
  const outcome = await rehearser.perform(['lhc', 'launch', 'user-0001', 'Director Desktop']);
  expect(outcome).toMatchObject({ exit: 1, result: { schema: 'holdover.launch/1', result: 'failed' } });
});

test('what a guard holds back is an exit code with the error', async () => {
  const rehearser = await Rehearser.begin();
  const before = { ...rehearser.copy };
  const outcome = await rehearser.perform('lhc force-outage --zone tok');
  expect(outcome).toMatchObject({
    exit: 10,
    result: { schema: 'holdover.error/1', error: { exit: 10, hints: expect.any(Array) } },
  });
  expect(outcome.text).toContain('(exit 10)');
  expect(rehearser.copy).toEqual(before);
});

test.each([
  ['lhc force-outage --zoen ams', 'FLAG_UNKNOWN'],
  ['lhc force-outage --zone ams --for soon', 'DURATION_INVALID'],
  ['lhc force-outage --zone ams --all-zones', 'FLAGS_CONFLICT'],
  ['lhc force-outage --zone nowhere', 'ZONE_UNKNOWN'],
  ['lhc force-outage --zone ams --site other', 'FLAG_NOT_FOR_DRILLS'],
  ['site show other', 'SITE_NOT_COPIED'],
  ['site remove contoso', 'COMMAND_NOT_FOR_DRILLS'],
  ['lhc force-uotage', 'COMMAND_UNKNOWN'],
])('%s is wrong usage: %s', async (line, code) => {
  const rehearser = await Rehearser.begin();
  expect(await rehearser.perform(line)).toMatchObject({ exit: 64, result: { error: { code, exit: 64 } } });
});

test('a wait lets time pass in the copy, in as many slices as it takes', async () => {
  const rehearser = await Rehearser.begin();
  let realMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (realMs += 3_600_000));
  const beganMs = rehearser.copy.world.data.nowMs;
  const outcome = await rehearser.perform('lhc force-outage --zone ams --wait --timeout 30m');
  clock.mockRestore();
  expect(outcome).toMatchObject({ exit: 0, result: { settled: true } });
  const { waitedSec } = outcome.result as unknown as { readonly waitedSec: number };
  const { document, world } = rehearser.copy;
  expect(waitedSec).toBeGreaterThan(60);
  expect(world.data.nowMs).toBe(beganMs + waitedSec * 1_000);
  expect(document).toMatchObject({ worldMs: world.data.nowMs, journal: [{}, { action: { type: 'clock-advanced' } }] });
});

test('Ctrl-C ends a wait, which has then changed nothing', async () => {
  const rehearser = await Rehearser.begin();
  let realMs = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (realMs += 3_600_000));
  const before = { ...rehearser.copy };
  const interrupted = { ...rehearser.context, interrupted: async () => true };
  const outcome = await commands.perform(['lhc', 'wait', '--until', 'elapsedSec >= 500.0'], interrupted);
  clock.mockRestore();
  expect(outcome).toMatchObject({ exit: 130, result: { error: { code: 'INTERRUPTED' } } });
  expect(rehearser.copy.document).toBe(before.document);
  expect(rehearser.copy.world).toBe(before.world);
});

test('a dry run, a false expectation and a command that changes nothing leave the copy as it was', async () => {
  const rehearser = await Rehearser.begin();
  const before = structuredClone([rehearser.copy.document, rehearser.copy.world.data]);
  const dryRun = await rehearser.perform('lhc force-outage --zone ams --dry-run --wait');
  expect(dryRun).toMatchObject({ exit: 0, result: { changed: true, dryRun: true, settled: true } });
  expect(await rehearser.perform('clock advance 5m --expect false')).toMatchObject({ exit: 11 });
  expect(await rehearser.perform('clock advance 0s')).toMatchObject({ exit: 0, result: { changed: false } });
  expect(await rehearser.perform('lhc end-outage --zone ams')).toMatchObject({ result: { changed: false } });
  expect([rehearser.copy.document, rehearser.copy.world.data]).toEqual(before);
});

test('a rehearsal is one of the copy as it is', async () => {
  const rehearser = await Rehearser.begin();
  await rehearser.perform('clock advance 1h');
  const outcome = await rehearser.perform(['rehearse', 'cloud-unreachable ams', '--for', '10m']);
  expect(outcome).toMatchObject({
    exit: 0,
    result: { schema: 'holdover.rehearse/1', at: expect.stringContaining('T09:00:00') },
  });
});

test('exit codes for monitors do not reach the process', async () => {
  const rehearser = await Rehearser.begin();
  const exitCode = process.exitCode;
  expect(await rehearser.perform('check --format nagios')).toMatchObject({ result: { schema: 'holdover.check/1' } });
  expect(process.exitCode).toBe(exitCode);
});

test('a copy under another seed has had the same done to it, and takes changes of its definition', async () => {
  const rehearser = await Rehearser.begin();
  await rehearser.perform('site set policy.powerActionsInOutage true');
  await rehearser.perform('clock advance 10m');
  const { document, world } = rehearser.copy;
  const copy = freshCopy(document, 17, {});
  expect(copy.world.data.nowMs).toBe(world.data.nowMs);
  expect(copy.world.definition).toEqual({ ...world.definition, seed: 17 });
  expect(copy.world.data.beats).not.toEqual(world.data.beats);
  const context = { ...rehearser.context, copy };
  for (const value of ['false', 'true']) {
    const outcome = await commands.perform(['site', 'set', 'policy.powerActionsInOutage', value], context);
    expect(outcome).toMatchObject({ exit: 0, result: { changed: true } });
  }
  expect(copy.world.definition.seed).toBe(17);
  expect(freshCopy(document, world.definition.seed, {}).world.data).toEqual(world.data);
});

test('a file that a command reads is read', async () => {
  const rehearser = await Rehearser.begin();
  const folder = join(rehearser.context.configDir, 'elsewhere');
  mkdirSync(folder);
  const file = join(folder, 'contoso.yaml');
  writeFileSync(file, readFileSync(CONTOSO, 'utf8').replace(/launchesPerMinute: \d+/, 'launchesPerMinute: 1'));
  expect(await rehearser.perform(['site', 'apply', file])).toMatchObject({ exit: 0, result: { changed: true } });
});

/** A value that is not known yet. */
const ZONE = `$\{zone}`;

test.each([
  `holdover lhc force-outage --zone ${ZONE} --for=${ZONE}`,
  'lhc force-outage --zone=ams',
  '--quiet lhc status',
  `fault inject connector-down ${ZONE} --for 20m`,
  'fault clear f1 f2 f3',
  'clock advance -5m',
  'site set a.b -- --odd',
  'rehearse cloud-unreachable',
  'check --format nagios',
])('nothing is wrong with %s', (line) => {
  expect(commands.problemOf(line.split(' '))).toBeNull();
});

test.each([
  ['', 'COMMAND_MISSING', 'No command follows "holdover".'],
  ['holdover lhc', 'COMMAND_MISSING', 'No command follows "holdover lhc".'],
  ['lhc force-outge', 'COMMAND_UNKNOWN', 'lhc has no command "force-outge". Did you mean "lhc force-outage"?'],
  [
    'lhc watch',
    'COMMAND_NOT_FOR_DRILLS',
    expect.stringContaining('"lhc watch" cannot be part of a drill. What can is'),
  ],
  ['watch', 'COMMAND_NOT_FOR_DRILLS', expect.any(String)],
  ['site load x.yaml', 'COMMAND_NOT_FOR_DRILLS', expect.any(String)],
  ['lhc status --site a', 'FLAG_NOT_FOR_DRILLS', expect.stringContaining('--site')],
  ['--site a lhc status', 'FLAG_NOT_FOR_DRILLS', expect.any(String)],
  ['lhc force-outage --zoen ams', 'FLAG_UNKNOWN', '"lhc force-outage" has no flag --zoen. Did you mean --zone?'],
  ['lhc status -h', 'FLAG_UNKNOWN', expect.any(String)],
  ['lhc status --json=yes', 'FLAG_UNKNOWN', expect.any(String)],
  ['lhc force-outage --zone --for 5m', 'USAGE_WRONG', 'Flag --zone expects a value.'],
  ['lhc force-outage -xzone ams', 'FLAG_UNKNOWN', expect.any(String)],
  ['lhc force-outage --constructor', 'FLAG_UNKNOWN', expect.any(String)],
  ['lhc force-outage --zone', 'USAGE_WRONG', 'Flag --zone expects a value.'],
  ['lhc launch user-0001', 'ARGUMENT_MISSING', '"lhc launch" needs RESOURCE.'],
  ['pvs boot a b', 'ARGUMENT_UNEXPECTED', '"pvs boot" takes no argument "b".'],
  ['pvs ok-to-stop', 'ARGUMENT_MISSING', '"pvs ok-to-stop" needs SERVERS.'],
  ['site apply -', 'INPUT_NOT_FOR_DRILLS', expect.any(String)],
  ['lhc history --from=-', 'INPUT_NOT_FOR_DRILLS', expect.any(String)],
])('wrong is "%s": %s', (line, code, message) => {
  expect(commands.problemOf(line === '' ? [] : line.split(' '))).toEqual({ code, message });
});
