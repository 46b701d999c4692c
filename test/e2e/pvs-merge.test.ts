/**
 * `pvs merge`: one file out of many, and what is left over.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';
import { versionedSite } from '../support/versioned-site.ts';

test('P60: a merge makes the next version, on one server alone where storage is local', async () => {
  const site = await versionedSite();
  const copy = 'holdover pvs replicas copy win11 --from pvs1 --to pvs2 --to pvs3';
  expect(await site.json('pvs merge win11 --difference --access production --dry-run')).toMatchObject({
    schema: 'holdover.merge/1',
    version: 45,
    into: 'difference',
    access: 'production',
    missingOn: ['pvs2', 'pvs3'],
    refusal: null,
    copy,
    dryRun: true,
  });
  const text = await site.text('pvs merge win11');
  expect(text).toBe(
    `win11 version 45 made, in maintenance: a new base out of all.\n ! not on pvs2, pvs3 yet\nNext: ${copy}\n`,
  );
  expect(await site.json('pvs merge win11', 1)).toMatchObject({
    changed: false,
    version: null,
    refusal: { code: 'VERSION_IN_MAINTENANCE' },
  });
});

test('P63: versions that a merge has made unnecessary are deleted, but not while a target reads them', async () => {
  const site = await versionedSite();
  await site.text('pvs merge win11 --base --access production');
  await site.text('pvs replicas copy win11 --from pvs1 --to pvs2 --to pvs3');
  const kept = [42, 43, 44].map((version) => ({ version, readers: 1 }));
  expect(await site.json('pvs merge win11 --prune')).toMatchObject({ changed: false, deleted: [], kept });
  expect(await site.text('pvs merge win11 --prune')).toContain(' version 44 is kept: 1 target reads it\n');
  await site.text('pvs shutdown vda-1');
  expect(await site.json('pvs boot vda-1 --wait')).toMatchObject({ version: 45, state: 'streaming' });
  expect(await site.json('pvs merge win11 --prune')).toMatchObject({
    schema: 'holdover.prune/1',
    changed: true,
    deleted: [42, 43, 44],
    kept: [],
    refusal: null,
  });
  expect(await site.text('pvs merge win11 --prune')).toBe('No version of win11 can be deleted: nothing changed.\n');
});

test('P59: what cannot be merged says why', async () => {
  const site = await CliSite.contoso();
  const refused = async (line: string) => ((await site.json(`pvs merge ${line}`, 1)).refusal as { code: string }).code;
  expect(await refused('dev')).toBe('VDISK_PRIVATE');
  expect(await refused('srv22')).toBe('VERSION_IN_MAINTENANCE');
  expect(await refused('win11 --difference')).toBe('NOTHING_TO_MERGE');
  await site.refused('pvs merge win11 --base --difference', 64, 'FLAGS_CONFLICT');
  await site.refusedInTurn('pvs merge win11 --prune --access test', 64, 'FLAGS_CONFLICT');
});
