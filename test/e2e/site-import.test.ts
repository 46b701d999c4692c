/**
 * `site import`: exports of a real site become a site file that loads.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { ProvisioningDefinition } from '../../src/core/site/index.ts';
import { ROOT } from '../support/cli.ts';
import { CliSite, CONTOSO_FILE } from '../support/cli-site.ts';
import { farmExports, PLAIN_STYLE } from '../support/farm-exports.ts';
import { realSite } from '../support/real-site.ts';
import { exportedBy7, exportedBy51, exportedByRest, writtenTo } from '../support/site-exports.ts';

const SAMPLE = join(ROOT, 'examples', 'export', 'sample');
const FARM_SAMPLE = join(ROOT, 'examples', 'export', 'farm-sample');

test('the exports of PowerShell 5.1, PowerShell 7 and REST make one file, which loads and has a status', async () => {
  const site = new CliSite();
  const real = realSite();
  const exports = { five: exportedBy51(real), seven: exportedBy7(real), rest: exportedByRest(real) };
  const files: string[] = [];
  for (const [name, bytes] of Object.entries(exports)) {
    writtenTo(join(site.home, name), bytes);
    const { exitCode, stdout, stderr } = await site.run(`site import ${name} --output ${name}.yaml --name contoso`);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('contoso, with 10000 machines in 5 delivery groups and 3 zones'),
    });
    expect(stderr).toContain('! WARN  CONTROLLER_UNRESOLVED  ');
    files.push(readFileSync(join(site.home, `${name}.yaml`), 'utf8'));
  }
  expect(files[1]).toBe(files[0]);
  expect(files[2]).toBe(files[0]);
  expect(await site.text('site validate five.yaml')).toContain('10000 machines, 552 users');
  await site.text('site load five.yaml');
  const { zones } = (await site.status()).lhc;
  expect(Object.values(zones).map(({ machines }) => machines.registeredWith.cloud)).toEqual([4300, 3200, 2500]);
});

test('the sample of the scripts is printed as a site file, and warnings stay out of it', async () => {
  const site = new CliSite();
  const { exitCode, stdout, stderr } = await site.run(['site', 'import', SAMPLE]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.stringMatching(/^! WARN {2}CONNECTOR_SIZE_UNKNOWN/),
  });
  expect(await site.text('site validate -', { stdin: stdout })).toContain('cloudxdsite');
  const withWorkload = stdout.replace('# workload:', 'workload:');
  expect(await site.text('site validate -', { stdin: withWorkload })).toContain('cloudxdsite');
  expect(withWorkload).not.toBe(stdout);
  expect((await site.run(['site', 'import', SAMPLE, '--quiet'])).stderr).toBe('');
  expect(await site.json(['site', 'import', SAMPLE])).toMatchObject({
    schema: 'holdover.site-import/1',
    name: 'cloudxdsite',
    file: null,
    text: stdout,
    counts: { zones: 1, connectors: 2, deliveryGroups: 1, machines: 3, users: 2, storeFronts: 1 },
  });
});

test('numbers that nobody knows are refused with the cast that makes words of them, and nothing is written', async () => {
  const site = new CliSite();
  writtenTo(join(site.home, 'export'), exportedBy51(realSite(1), { casts: false }));
  const said = await site.refused('site import export --output site.yaml', 65, 'EXPORT_INCOMPLETE');
  expect(said).toContain("@{n='SessionSupport';e={[string]$_.SessionSupport}}");
  expect(existsSync(join(site.home, 'site.yaml'))).toBe(false);
});

test('a file is never overwritten, and files that are not there are told of', async () => {
  const site = new CliSite();
  site.file('site.yaml', '');
  await site.refused(['site', 'import', SAMPLE, '--output', 'site.yaml'], 64, 'FILE_EXISTS');
  await site.refused('site import nowhere', 66, 'FILE_NOT_FOUND');
  expect((await site.run('site import')).exitCode).toBe(64);
});

test('what is no file in a folder of exports is passed over, and a name with blanks can be pasted', async () => {
  const site = new CliSite();
  cpSync(SAMPLE, join(site.home, 'my export'), { recursive: true });
  mkdirSync(join(site.home, 'my export', 'old.json'));
  const { exitCode, stdout } = await site.run(['site', 'import', 'my export', '--output', 'my site.yaml']);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining(
      "Next: holdover site validate 'my site.yaml' · holdover site load 'my site.yaml'\n",
    ),
  });
  expect(await site.refused(['site', 'import', 'my export', '--name', 'a b'], 64, 'SITE_NAME_INVALID')).toContain(
    "holdover site import 'my export' --name a-b",
  );
});

test('exports of the broker and of a streaming farm in one folder make one file, which loads', async () => {
  const site = new CliSite();
  const { provisioning, timers } = parseSiteFile(readFileSync(CONTOSO_FILE, 'utf8'), 'contoso.yaml').definition;
  const farm = farmExports(
    { provisioning: provisioning as ProvisioningDefinition, timers },
    { ...PLAIN_STYLE, powerShell: '5.1' },
  );
  writtenTo(join(site.home, 'export'), { ...exportedBy51(realSite(1)), ...farm });
  const { exitCode, stdout } = await site.run('site import export --output site.yaml');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringContaining('; 138 targets, 3 provisioning servers, 4 vDisks.\n'),
  });
  expect(await site.text('site load site.yaml')).toContain('cloudxdsite');
  expect(await site.text('site export')).toContain(
    '  collections:\n    build: {site: ams, vdisk: dev, targets: {name: dev-1}}\n',
  );
});

test('exports of a farm alone make a site without zones, and go into a site file that there is', async () => {
  const site = new CliSite();
  await site.text('site init site.yaml');
  const before = readFileSync(join(site.home, 'site.yaml'), 'utf8');
  expect(await site.text(['site', 'import', FARM_SAMPLE, '--name', 'alone', '--output', 'alone.yaml'])).toContain(
    'Wrote alone.yaml: alone, with 5 targets, 2 provisioning servers, 2 vDisks.\n',
  );
  expect(readFileSync(join(site.home, 'alone.yaml'), 'utf8')).not.toMatch(
    /^#? ?(zones|deliveryGroups|users|workload):/m,
  );
  expect(await site.text('site load alone.yaml')).toContain('\n2 servers, 2 vDisks, 5 targets, no zones, start ');
  const into = ['site', 'import', FARM_SAMPLE, '--base', 'site.yaml'];
  expect(await site.text([...into, '--output', 'farm.yaml'])).toContain('5 targets, 2 provisioning servers, 2 vDisks');
  expect(await site.text('site validate farm.yaml')).toContain('example');
  expect(readFileSync(join(site.home, 'farm.yaml'), 'utf8')).toBe(await site.text(into));
  expect(readFileSync(join(site.home, 'farm.yaml'), 'utf8')).toContain(before);
  expect(readFileSync(join(site.home, 'site.yaml'), 'utf8')).toBe(before);
  await site.refused([...into, '--output', 'site.yaml'], 64, 'FILE_EXISTS');
  await site.refused(['site', 'import', SAMPLE, '--base', 'site.yaml'], 65, 'EXPORT_INCOMPLETE');
  await site.refused(['site', 'import', FARM_SAMPLE, '--base', 'nowhere.yaml'], 66, 'FILE_NOT_FOUND');
});
