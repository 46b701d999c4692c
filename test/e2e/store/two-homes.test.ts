/** The same commands print the same bytes: in another home, and whether or not there is a cache. */

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CliSite, CONTOSO_FILE } from '../../support/cli-site.ts';

/** With the exit code that each has. */
const SCRIPT: readonly (readonly [line: string, exitCode: number])[] = [
  [`site load ${CONTOSO_FILE}`, 0],
  ['lhc force-outage --zone ams --for 2h', 0],
  ["lhc wait --until lhc.zones.ams.state=='initial-ha' --json", 0],
  ['lhc status --json', 0],
  ['fault inject link-flapping fra --every 15s --for 10m', 0],
  ['fault inject connector-down cc-ams-01 --json', 0],
  ['clock advance 9m', 0],
  ['lhc events --last 0', 0],
  ['lhc events --last 0 --json', 0],
  ['fault clear f7 --json', 64],
  ['fault clear --all', 0],
  ['lhc end-outage --zone ams --wait', 0],
  ['lhc history', 0],
  ['lhc status --verbose', 0],
  ['site list --json', 0],
  ['site show --json', 0],
];

/** Everything that the script prints, and the document in the end. */
async function played(beforeEach: (site: CliSite) => void): Promise<readonly string[]> {
  const site = new CliSite();
  const printed: string[] = [];
  for (const [line, exitCode] of SCRIPT) {
    beforeEach(site);
    const run = await site.run(line);
    expect(run.exitCode, `${line}\n${run.stdout}${run.stderr}`).toBe(exitCode);
    printed.push(`$ ${line}\n${run.stdout}${run.stderr}`);
  }
  return [...printed, site.stored()];
}

test(`a script of ${SCRIPT.length} commands prints the same in two homes, also in one where the cache is deleted before each`, async () => {
  const [one, other, without] = await Promise.all([
    played(() => {}),
    played(() => {}),
    played((site) => rmSync(join(site.home, '.cache'), { recursive: true, force: true })),
  ]);
  expect(other).toEqual(one);
  expect(without).toEqual(one);
});
