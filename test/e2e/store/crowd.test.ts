/** Many commands that write to one site at the same moment. */

import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { CliSite } from '../../support/cli-site.ts';
import { documentOf, faultIds, filesOf, idsUpTo, killCommand } from '../../support/store-commands.ts';

const CROWD = 50;
const VICTIMS = 16;
const SURVIVORS = 8;

/** A line that no other of the crowd types: each has a machine of its own. */
function injection(index: number): readonly string[] {
  return ['fault', 'inject', 'machine-down', `ams-pool-${String(index + 1).padStart(3, '0')}`, '--for', '1h'];
}

test(`${CROWD} faults injected at once are ${CROWD} faults, and nobody is told an id that another got`, {
  timeout: 240_000,
}, async () => {
  const site = await CliSite.contoso();
  const lines = Array.from({ length: CROWD }, (_, index) => [
    ...injection(index),
    ...(index % 2 === 0 ? [] : ['--json']),
  ]);
  const runs = await Promise.all(lines.map((line) => site.run(line)));
  const done = runs.filter(({ exitCode }) => exitCode === 0);
  const document = documentOf(site);
  const ids = faultIds(document);

  // Who is refused is told so, and whoever is told that all went well is in the journal: also where time was too short.
  for (const run of runs) expect([0, 75], run.stderr).toContain(run.exitCode);
  expect(ids).toEqual(idsUpTo(done.length));
  expect(done.map(({ stdout }) => /"id": "(f\d+)"|^Fault (f\d+):/.exec(stdout)?.slice(1).join('')).sort()).toEqual(
    [...ids].sort(),
  );
  expect(done.filter(({ stderr }) => stderr !== '')).toEqual([]);

  expect(done).toHaveLength(CROWD);
  expect(document.journal.map(({ command }) => command).sort()).toEqual(
    lines.map((line) => `holdover ${line.join(' ')}`).sort(),
  );
  expect((await site.json('fault list')).faults).toHaveLength(CROWD);
  expect(filesOf(site)).toEqual(['settings.json', 'sites/contoso.json']);
});

test(`while ${VICTIMS} of a crowd are killed, the other ${SURVIVORS} go on and lose nothing`, {
  timeout: 240_000,
}, async () => {
  const site = await CliSite.contoso();
  const victims = Array.from({ length: VICTIMS }, (_, index) => injection(index));
  const survivors = Array.from({ length: SURVIVORS }, (_, index) => injection(VICTIMS + index));
  const [acknowledged] = await Promise.all([
    Promise.all(victims.map((line) => killCommand(site.home, line, randomInt(200, 4_000)))),
    Promise.all(survivors.map((line) => site.text(line))),
  ]);
  const document = documentOf(site);
  const journalled = document.journal.map(({ command }) => command);
  const wanted = [...survivors, ...victims.filter((_, index) => acknowledged[index])];
  expect(journalled).toEqual(expect.arrayContaining(wanted.map((line) => `holdover ${line.join(' ')}`)));
  expect(new Set(journalled).size).toBe(journalled.length);
  expect(faultIds(document)).toEqual(idsUpTo(journalled.length));
});
