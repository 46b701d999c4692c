/**
 * `pvs replicas copy`: copies that are identical, and copies that are not.
 */
import { expect, test } from 'vitest';
import { CliSite } from '../support/cli-site.ts';

test('a copy with its times is identical, and its server takes targets; one with new times is not', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs ok-to-stop pvs1 pvs2', 1)).toMatchObject({ moves: [] });
  expect(await site.json('pvs replicas copy win11 --from pvs1 --to pvs3')).toMatchObject({
    schema: 'holdover.replicas-copy/1',
    changed: true,
    vdisk: 'win11',
    from: 'pvs1',
    times: 'kept',
    versions: [42],
    to: [{ server: 'pvs3', notIdentical: [], fault: null }],
    refusal: null,
  });
  expect(await site.text('pvs replicas copy win11 --from pvs1 --to pvs3')).toBe(
    'The copies of win11 on pvs3 are those of pvs1 already: nothing changed.\n',
  );
  expect(await site.json('pvs stop-stream pvs1 --wait')).toMatchObject({ frozen: [] });
  expect(await site.json('pvs ok-to-stop pvs2', 1)).toMatchObject({ moves: [{ server: 'pvs3' }] });
  await site.text('clock advance 1m');
  const text = await site.text('pvs replicas copy win11 --from pvs1 --to pvs2 --to pvs3 --new-times');
  expect(text).toMatch(/^1 version of win11 copied from pvs1 to pvs2, pvs3, with new times\.\n/);
  expect(text).toContain(' ! not identical on pvs3: version 42\n');
});

test('a fault that keeps a copy another one is named, with the command that ends it', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject replica-drift pvs2/win11');
  await site.text('clock advance 1ms');
  const { nextLook } = await site.json('pvs replicas win11');
  expect(nextLook).toMatch(/^2026-01-05T08:00:/);
  expect(await site.text('pvs replicas win11')).toMatch(/: the next look at the stores is at 2026-01-05 08:00:\S+\.\n/);
  const text = await site.text('pvs replicas copy win11 --from pvs1 --to pvs2');
  expect(text).toContain(' ! not identical on pvs2: version 42 (fault f1 makes another file of it)\n');
  expect(text).toContain('\nNext: holdover fault clear f1\n');
});

test('files that are the same, but unknown to the inventory as yet: a copy makes it look', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject replica-drift pvs2/win11');
  await site.text('clock advance 2m');
  await site.text('fault clear f1');
  const replicaIn = (state: string) => ({ replicas: [{}, { server: 'pvs2', state }, {}] });
  expect(await site.json('pvs replicas win11')).toMatchObject(replicaIn('not-identical'));
  expect(await site.json('pvs replicas copy win11 --from pvs1 --to pvs2')).toMatchObject({ changed: true });
  expect(await site.json('pvs replicas win11')).toMatchObject(replicaIn('current'));
  expect(await site.json('pvs replicas copy win11 --from pvs1 --to pvs2')).toMatchObject({ changed: false });
});

test('P57: a lock is no part of a copy: it stays with the target that has it', async () => {
  const site = await CliSite.contoso();
  expect(await site.json('pvs replicas copy dev --from pvs3 --to pvs1 --new-times')).toMatchObject({ changed: true });
  expect(await site.json('pvs replicas copy dev --from pvs3 --to pvs1')).toMatchObject({
    to: [{ server: 'pvs1', notIdentical: [], fault: null }],
  });
  expect(await site.json('pvs shutdown dev-1')).toMatchObject({ released: [{ vdisk: 'dev', version: 1 }] });
  expect(await site.json('pvs boot dev-1 --wait')).toMatchObject({ server: 'pvs3', why: null });
});

test('files that are not there, or cannot be reached, are not copied', async () => {
  const site = await CliSite.contoso();
  await site.text('fault inject store-unreachable pvs2/local');
  const reason = 'the files on pvs2 cannot be opened (holdover fault list)';
  expect(await site.json('pvs replicas copy win11 --from pvs1 --to pvs2', 1)).toMatchObject({
    changed: false,
    refusal: { code: 'PVS015', reason },
  });
  const { stdout, exitCode } = await site.run('pvs replicas copy win11 --from pvs2 --to pvs3');
  expect({ exitCode, stdout }).toEqual({
    exitCode: 1,
    stdout: `✗ refused  win11 was not copied. Nothing changed.\n PVS015  ${reason}\n`,
  });
});

const WRONG_USAGE: readonly (readonly [words: string, code: string, part: string])[] = [
  ['srv22 --from pvs1 --to pvs2', 'STORE_SHARED', 'There is one copy of srv22'],
  ['win11 --from pvs1 --to pvs1', 'COPY_ONTO_ITSELF', 'pvs1 is named both'],
  ['win11 --from pvs1 --to pvs4', 'SERVER_UNKNOWN', 'Did you mean pvs'],
  ['win11 --from pvs1', 'FLAG_MISSING', '--to'],
];

test('wrong usage says what was meant, and changes nothing', async () => {
  const site = await CliSite.contoso();
  const before = site.stored();
  for (const [words, code, part] of WRONG_USAGE) {
    expect(await site.refusedInTurn(`pvs replicas copy ${words}`, 64, code)).toContain(part);
  }
  expect(site.stored()).toBe(before);
});
