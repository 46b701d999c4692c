/**
 * Commands that are killed at any moment, as a person's terminal would: what they said was done is done.
 *
 * Not here: kills between any two writes, by the hundred (kill.test.ts).
 */

import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfStore, type SiteDocument } from '../../../src/store/index.ts';
import { CliSite, CONTOSO_FILE } from '../../support/cli-site.ts';
import { smallSite } from '../../support/site-file.ts';
import { currentSite, documentOf, faultIds, filesOf, idsUpTo, killCommand } from '../../support/store-commands.ts';

const LANES = 2;
const ROUNDS = 4;

/** A command, and whether a document is what it makes of the one before. */
interface Change {
  readonly line: string;
  readonly isMade: (before: SiteDocument, after: SiteDocument) => boolean;
}

const inject: Change = {
  line: 'fault inject machine-down ams-pool-001 --for 5m',
  isMade: (before, after) => after.journal.length === before.journal.length + 1,
};
const advance: Change = {
  line: 'clock advance 1m',
  isMade: (before, after) => after.worldMs === before.worldMs + 60_000,
};
const replace: Change = {
  line: `site load ${CONTOSO_FILE} --replace`,
  isMade: (_, after) => after.journal.length === 0,
};
const reset: Change = {
  line: 'site reset',
  isMade: (_, after) => after.journal.length === 0 && after.worldMs === after.definition.startMs,
};

/** What is killed in a round; the fifth is `site use`. */
const CHANGES = [inject, advance, replace, reset] as const;
const KILLS = LANES * ROUNDS * (CHANGES.length + 1);

/** How long a command takes here and now: the moment of the kill is drawn from it. */
async function durationMs(site: CliSite): Promise<number> {
  const startMs = performance.now();
  await site.text(inject.line);
  return Math.ceil(performance.now() - startMs);
}

function momentOf(wholeMs: number): number {
  return randomInt(Math.ceil(wholeMs / 3), Math.ceil(wholeMs * 1.4) + 1);
}

/** Kills a change; afterwards there is the old document, byte for byte, or the one that the change makes of it. */
async function killChange(site: CliSite, { line, isMade }: Change, wholeMs: number): Promise<boolean> {
  const [before, textBefore] = [documentOf(site), site.stored()];
  const isAcknowledged = await killCommand(site.home, line.split(' '), momentOf(wholeMs));
  const after = documentOf(site);
  if (site.stored() === textBefore) expect(isAcknowledged, `${line} was acknowledged, and is not there`).toBe(false);
  else expect([after.revision, isMade(before, after)], line).toEqual([before.revision + 1, true]);
  expect(faultIds(after)).toEqual(idsUpTo(faultIds(after).length));
  return isAcknowledged;
}

async function killUse(site: CliSite, wholeMs: number): Promise<boolean> {
  const [from, to] = currentSite(site) === 'contoso' ? ['contoso', 'other'] : ['other', 'contoso'];
  const isAcknowledged = await killCommand(site.home, ['site', 'use', to], momentOf(wholeMs));
  expect(isAcknowledged ? [to] : [from, to]).toContain(currentSite(site));
  await site.text('site use contoso');
  return isAcknowledged;
}

/** What comes after a kill finds no lock, and reads. */
async function nextCommandsWork(site: CliSite): Promise<void> {
  const impatient = new ConfStore({ configDir: join(site.home, '.config', 'holdover'), lockWaitMs: 0 });
  await impatient.update('contoso', 'test', () => null);
  const { journal } = await site.json('site show');
  expect(journal).toHaveLength(documentOf(site).journal.length);
}

async function killInTurn(): Promise<number> {
  const site = await CliSite.contoso();
  await site.text(['site', 'load', site.file('other.yaml', smallSite({ name: 'other' }))]);
  await site.text('site use contoso');
  let acknowledgedCount = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const change of CHANGES) {
      // Measured before each, since the machine is busy; and so no change finds that there is nothing to change.
      const wholeMs = await durationMs(site);
      if (await killChange(site, change, wholeMs)) acknowledgedCount += 1;
      await nextCommandsWork(site);
    }
    if (await killUse(site, await durationMs(site))) acknowledgedCount += 1;
  }
  await site.text('site reset');
  await site.text('site use other');
  expect(filesOf(site)).toEqual(['settings.json', 'sites/contoso.json', 'sites/other.json']);
  return acknowledgedCount;
}

test(`after ${KILLS} kills of commands the store reads, and what was said to be done is done`, {
  timeout: 240_000,
}, async () => {
  const acknowledged = await Promise.all(Array.from({ length: LANES }, killInTurn));
  const count = acknowledged.reduce((sum, each) => sum + each, 0);
  // Else the kills came too early or too late to tell anything.
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(KILLS);
});
