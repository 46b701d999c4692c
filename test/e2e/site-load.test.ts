/**
 * `site init`, `site validate`, `site load`, `site export`: from a file into the store and back.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliSite, CONTOSO_FILE } from '../support/cli-site.ts';
import { smallSite } from '../support/site-file.ts';

const CONTOSO_TEXT = readFileSync(CONTOSO_FILE, 'utf8');

/** Three things are wrong with it: an unknown key, a value, a reference. */
const BROKEN = `holdover: site/1
name: broken
start: 2026-01-05T08:00:00Z
zones:
  main:
    connectors:
      - {fqdn: cc-01.example.com, core: 4}
storeFronts:
  sf1:
    deliveryControllers: [cc-02.example.com]
timers:
  vdaHeartbeat: soon
`;

test('a first file is written, valid, loaded and given back', async () => {
  const site = new CliSite();
  expect(await site.text('site init')).toContain('Wrote site.yaml, a small site to start from.');
  expect(await site.json('site init other.yaml')).toMatchObject({ schema: 'holdover.site-init/1', changed: true });
  expect(await site.text('site validate site.yaml')).toContain('✓ site.yaml is a valid site file: example.');
  expect(site.stored('example')).toBe('');
  const loaded = await site.text('site load site.yaml');
  expect(loaded).toContain('Loaded example from site.yaml; it is the current site now.');
  expect(loaded).toMatch(/\nZONE {2}CONNECTORS {2}MACHINES\nmain {2}2 +54\n/);
  expect(await site.text('site export')).toBe(readFileSync(join(site.home, 'site.yaml'), 'utf8'));
  const existing = await site.refused('site init site.yaml', 64, 'FILE_EXISTS');
  expect(existing).toContain('site.yaml exists and was left as it is.');
  await site.refused('site init no/such/folder.yaml', 73, 'FILE_NOT_WRITABLE');
});

test('a first file of a streaming farm is written, valid, loaded and given back', async () => {
  const site = new CliSite();
  expect(await site.text('site init farm.yaml --streaming')).toContain('Wrote farm.yaml, a small streaming farm to');
  const numbers = '2 servers, 1 vDisk, 41 targets, no zones, start 2026-01-05 08:00:00Z, seed 1\n';
  expect(await site.text('site validate farm.yaml')).toContain(numbers);
  expect(await site.text('site load farm.yaml')).toContain(`${numbers}Next: holdover status · holdover pvs status\n`);
  expect(await site.text('site export')).toBe(readFileSync(join(site.home, 'farm.yaml'), 'utf8'));
  const existing = await site.refused('site init farm.yaml --streaming', 64, 'FILE_EXISTS');
  expect(existing).toContain('holdover site init other.yaml --streaming');
});

test('what was loaded is told in numbers', async () => {
  const site = new CliSite();
  expect(await site.json(['site', 'load', CONTOSO_FILE])).toMatchObject({
    schema: 'holdover.site-load/1',
    name: 'contoso',
    start: '2026-01-05T08:00:00.000Z',
    seed: 7,
    machines: 926,
    users: 1206,
    storeFronts: ['sf1'],
    provisioning: { servers: 3, vdisks: 4, targets: 138 },
    zones: [
      { zone: 'ams', connectors: 3, machines: 432 },
      { zone: 'fra', connectors: 2, machines: 308 },
      { zone: 'tok', connectors: 2, machines: 186 },
    ],
    changed: true,
    current: true,
  });
  expect(await site.json(['site', 'validate', CONTOSO_FILE])).toMatchObject({ valid: true, name: 'contoso' });
});

test('a site is not loaded over another of its name unless that is said', async () => {
  const site = await CliSite.contoso();
  await site.text('clock advance 5m');
  const before = site.stored();
  const refusal = await site.refused(['site', 'load', CONTOSO_FILE], 64, 'SITE_EXISTS');
  expect(refusal).toContain('--replace');
  expect(site.stored()).toBe(before);
  await site.text(['site', 'load', CONTOSO_FILE, '--replace']);
  expect(await site.json('clock show')).toMatchObject({ elapsedSec: 0 });
});

test('a site file can come from standard input', async () => {
  const site = new CliSite();
  expect((await site.run('site validate -', { stdin: CONTOSO_TEXT })).exitCode).toBe(0);
  expect((await site.run('site load -', { stdin: CONTOSO_TEXT })).stdout).toContain(
    'Loaded contoso from standard input;',
  );
  expect(await site.json('site export')).toMatchObject({
    schema: 'holdover.site-export/1',
    name: 'contoso',
    text: CONTOSO_TEXT,
  });
  const empty = await site.run('site load -', { stdin: '' });
  expect(empty).toMatchObject({ stdout: '', exitCode: 65 });
});

test('every problem of a broken file is told at once, with line and column', async () => {
  const site = new CliSite();
  const file = site.file('broken.yaml', BROKEN);
  for (const verb of ['validate', 'load']) {
    const text = await site.refused(['site', verb, file], 65, 'SITE_FILE_INVALID');
    expect(text).toContain('broken.yaml is not a valid site file: 3 problems');
    expect(text).toMatch(/broken\.yaml:7:35 {2}KEY_UNKNOWN .*did you mean "cores"\?/);
    expect(text).toMatch(/broken\.yaml:10:27 {2}\w+ .*cc-02\.example\.com/);
    expect(text).toMatch(/broken\.yaml:12:17 {2}\w+ .*soon/);
  }
  const { error } = (await site.json(['site', 'load', file], 65)) as { error: { problems: readonly object[] } };
  expect(error.problems).toHaveLength(3);
  expect(error.problems[0]).toMatchObject({ code: 'KEY_UNKNOWN', file: 'broken.yaml', line: 7, column: 35 });
  expect(await site.json('site list')).toMatchObject({ sites: [] });
});

test('a file that is not there, not a file, or not a site', async () => {
  const site = new CliSite();
  const [missing] = await Promise.all([
    site.refusedInTurn('site load nothing.yaml', 66, 'FILE_NOT_FOUND'),
    site.refusedInTurn('site validate nothing.yaml', 66, 'FILE_NOT_FOUND'),
    site.refusedInTurn('site load .', 66, 'FILE_NOT_READABLE'),
    site.refusedInTurn('site load', 64, 'ARGUMENT_MISSING'),
    site.refusedInTurn('site load a.yaml b.yaml', 64, 'ARGUMENT_UNEXPECTED'),
    site.refusedInTurn('site load a.yaml --repalce', 64, 'FLAG_UNKNOWN'),
    site.refusedInTurn(['site', 'load', site.file('list.yaml', '- 1\n- 2\n')], 65, 'SITE_FILE_INVALID'),
    site.refusedInTurn(['site', 'load', site.file('text.bin', '\u0000\u0001')], 65, 'SITE_FILE_INVALID'),
    site.refusedInTurn(
      ['site', 'load', site.file('all.yaml', smallSite({ name: 'x' }).replaceAll('main', 'all'))],
      65,
      'SITE_FILE_INVALID',
    ),
    site.refusedInTurn(
      ['site', 'load', site.file('dash.yaml', smallSite({ name: 'x' }).replaceAll('main', '--a'))],
      65,
      'SITE_FILE_INVALID',
    ),
  ]);
  expect(missing).toContain('There is no file nothing.yaml.');
  expect(await site.json('site list')).toMatchObject({ sites: [], current: null });
});

test('a site of two million machines is loaded and looked at in no time', async () => {
  const site = new CliSite();
  const text = smallSite({ name: 'huge', machines: 2_000_000 }).replace('#####', '########');
  await site.text(['site', 'load', site.file('huge.yaml', text)]);
  expect((await site.zone('main')).machines).toMatchObject({ total: 2_000_000, registered: 2_000_000 });
});
