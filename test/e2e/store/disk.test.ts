/**
 * Disks that are full or read-only, under the real commands: what does not fit is refused, and nothing is lost.
 *
 * Not here: files of someone else (permission.test.ts).
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type TestContext, test } from 'vitest';
import { CliSite, CONTOSO_FILE } from '../../support/cli-site.ts';
import { smallSite } from '../../support/site-file.ts';
import { documentOf, filesOf } from '../../support/store-commands.ts';
import { SmallDisk } from '../../support/store-disk.ts';

const INJECT = 'fault inject connector-down cc-ams-01';

/** From none to more than a document needs. */
const PAGES_FREE = [0, 2, 4, 6, 8];

interface Loaded {
  readonly site: CliSite;
  readonly disk: SmallDisk;
}

/** Someone whose configuration is on a small disk, with contoso loaded. */
async function onDisk(context: TestContext, options = 'size=300k'): Promise<Loaded> {
  const site = new CliSite();
  const disk = new SmallDisk(context, join(site.home, '.config'), options);
  await site.text(['site', 'load', CONTOSO_FILE]);
  return { site, disk };
}

test('on a full disk nothing is changed, that is said as text and as JSON, and with space the command works', async (context) => {
  const { site, disk } = await onDisk(context);
  const [before, files] = [site.stored(), filesOf(site)];
  disk.fill(0);
  for (const line of [
    INJECT,
    'clock advance 5m',
    `site load ${CONTOSO_FILE} --replace`,
    'lhc force-outage --zone ams',
  ]) {
    const said = await site.refused(line, 73, 'STORE_NOT_WRITABLE');
    expect(said).toContain('✗ ERROR  Site contoso cannot be written: the disk is full (ENOSPC).');
    expect(said).toContain(`${site.storePath()} was left as it is.`);
    expect(site.stored()).toBe(before);
  }
  expect((await site.status()).lhc.zones.ams?.state).toBe('working-normally');
  disk.makeSpace();
  expect(filesOf(site)).toEqual(files);
  expect(await site.json(INJECT)).toMatchObject({ id: 'f1', changed: true });
  expect(documentOf(site).journal).toHaveLength(1);
});

test('however little of a disk is free, a document is written whole or not at all', async (context) => {
  const { site, disk } = await onDisk(context);
  const codes: (number | null)[] = [];
  for (const pages of PAGES_FREE) {
    for (const flags of [[], ['--json']]) {
      const before = site.stored();
      const { revision } = documentOf(site);
      disk.fill(pages);
      const { exitCode } = await site.run([...INJECT.split(' '), ...flags]);
      codes.push(exitCode);
      disk.makeSpace();
      if (exitCode === 73) expect(site.stored(), `${pages} pages`).toBe(before);
      else expect([exitCode, documentOf(site).revision], `${pages} pages`).toEqual([0, revision + 1]);
      expect(filesOf(site)).toEqual(['settings.json', 'sites/contoso.json']);
    }
  }
  expect(codes.slice(0, 2)).toEqual([73, 73]);
  expect(codes.slice(-2)).toEqual([0, 0]);
});

test('a site that does not fit is not loaded, not even half of it', async (context) => {
  const { site, disk } = await onDisk(context);
  const other = site.file('other.yaml', smallSite({ name: 'other' }));
  disk.fill(0);
  await site.refused(['site', 'load', other], 73, 'STORE_NOT_WRITABLE');
  expect((await site.json('site list')).sites).toMatchObject([{ name: 'contoso' }]);
  disk.makeSpace();
  expect(filesOf(site)).toEqual(['settings.json', 'sites/contoso.json']);
  await site.text(['site', 'load', other]);
  expect(filesOf(site)).toEqual(['settings.json', 'sites/contoso.json', 'sites/other.json']);
});

test('the choice of a site that does not fit on the disk leaves the old one', async (context) => {
  const { site, disk } = await onDisk(context);
  await site.text(['site', 'load', site.file('other.yaml', smallSite({ name: 'other' }))]);
  disk.fill(0);
  const said = await site.refused('site use contoso', 73, 'STORE_NOT_WRITABLE');
  expect(said).toContain('✗ ERROR  The settings cannot be written: the disk is full (ENOSPC).');
  expect(await site.json('clock show')).toMatchObject({ site: 'other' });
  disk.makeSpace();
  await site.text('site use contoso');
  expect(await site.json('clock show')).toMatchObject({ site: 'contoso' });
});

test('a site can be removed from a full disk, which makes space for a smaller one', async (context) => {
  const { site, disk } = await onDisk(context);
  disk.fill(0);
  await site.text('site remove contoso');
  await site.text(['site', 'load', site.file('other.yaml', smallSite({ name: 'other' }))]);
  expect(filesOf(site)).toEqual(['settings.json', 'sites/other.json']);
});

test('a disk without room for one more file is full as well', async (context) => {
  const { site, disk } = await onDisk(context, 'size=300k,nr_inodes=8');
  const before = site.stored();
  const said = await site.refused(INJECT, 73, 'STORE_NOT_WRITABLE');
  expect(said).toContain('the disk is full (ENOSPC)');
  expect(site.stored()).toBe(before);
  disk.remount('nr_inodes=64');
  await site.text(INJECT);
});

test('a full disk for the cache changes no answer', async (context) => {
  const site = await CliSite.contoso();
  const disk = new SmallDisk(context, join(site.home, '.cache'), 'size=64k');
  disk.fill(0);
  await site.text('lhc force-outage --zone ams');
  await site.text('clock advance 5m');
  const full = await site.text('lhc status --json');
  disk.makeSpace();
  expect(await site.text('lhc status --json')).toBe(full);
  expect(await site.text('lhc status --json')).toBe(full);
});

test('on a read-only disk everything can be read and nothing written', async (context) => {
  const { site, disk } = await onDisk(context);
  await site.text(INJECT);
  const [before, status] = [readFileSync(site.storePath()), await site.text('lhc status --json')];
  disk.remount('ro');
  for (const line of ['clock advance 5m', `site load ${CONTOSO_FILE} --replace`, 'site reset', 'site remove contoso']) {
    const said = await site.refused(line, 73, 'STORE_NOT_WRITABLE');
    expect(said).toContain('✗ ERROR  Site contoso cannot be written: the file system is read-only (EROFS).');
  }
  expect(await site.text('lhc status --json')).toBe(status);
  expect(await site.text('lhc events --last 0')).not.toBe('');
  expect(readFileSync(site.storePath())).toEqual(before);
  disk.remount('rw');
  await site.text('clock advance 5m');
});
