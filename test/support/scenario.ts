/**
 * Scenarios are stories of a site in text: commands, and after each one what happened. They are tests and documentation in one.
 *
 *   # Comments at the top say what the story shows; `# rules: R3, R4` which rules it proves.
 *   site contoso
 *   set ams.registrationLimit 100
 *   > fault cloud-unreachable ams
 *   > advance 1m
 *   +0.194  cc-ams-03  working-normally -> pending-ha: vda-relay unhealthy (heartbeat of ams-pool-160 not relayed)
 *
 * A line of the trace begins with the time since the story began. Registrations of single machines and the periodic status
 * report (3507) are left out; `show` counts the machines. HOLDOVER_UPDATE=1 writes what happens now into the file.
 *
 * Not here: the stories (test/scenario/*.txt).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { allCheckers, settle, type World } from '../../src/sim/index.ts';
import { runCommand } from './scenario-commands.ts';
import { readSite } from './scenario-site.ts';

const FOLDER = join(import.meta.dirname, '..', 'scenario');

const told: string[] = [];

/** The files of all stories that were told so far. */
export function toldScenarios(): readonly string[] {
  return told;
}

/** Tells the story of a file again, and compares it with the file. The test is named by the rules that the file names. */
export function scenario(name: string): void {
  const file = `${name}.txt`;
  told.push(file);
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');
  const rules = /^# rules: (.*)$/m.exec(text)?.[1] ?? '';
  expect(expect.getState().currentTestName?.match(/^R\d+(?:, R\d+)*/)?.[0] ?? '').toBe(rules);
  const story = tell(text);
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(path, story);
  else expect(story).toBe(text);
}

/** The text with everything but its commands told anew. */
function tell(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.startsWith('> '));
  const head = lines.slice(0, first).filter((line) => line !== '');
  const commands = lines.slice(first).filter((line) => line.startsWith('> ') || line.startsWith('#'));
  const story = [...head];
  const definition = readSite(head.filter((line) => !line.startsWith('#')));
  const world: World = settle(definition, {
    checkers: allCheckers(),
    onTrace: (atMs, line) => {
      if (isTold(line)) story.push(`${since(atMs - definition.startMs)}  ${shorten(line)}`);
    },
  });
  for (const command of commands) {
    story.push(command);
    if (command.startsWith('> ')) story.push(...runCommand(world, command.slice(2)).map(shorten));
  }
  expect(world.violations).toEqual([]);
  return `${story.join('\n')}\n`;
}

function isTold(line: string): boolean {
  return !line.includes('  registered with ') && !line.includes('  3507 ');
}

/** FQDNs by their first label; 3003, which stands at every change of state, is noise here. */
function shorten(line: string): string {
  return line.replaceAll(/\b([\w-]+)\.contoso\.example\b/g, '$1').replace('  3003 ', '  ');
}

/** `+0.194`, `+1:00.194`, `+72:01:00.194`. */
function since(elapsedMs: number): string {
  const hours = Math.floor(elapsedMs / 3_600_000);
  const minutes = Math.floor(elapsedMs / 60_000) % 60;
  const seconds = ((elapsedMs % 60_000) / 1000).toFixed(3);
  if (hours > 0) return `+${hours}:${String(minutes).padStart(2, '0')}:${seconds.padStart(6, '0')}`;
  return minutes > 0 ? `+${minutes}:${seconds.padStart(6, '0')}` : `+${seconds}`;
}
