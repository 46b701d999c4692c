/**
 * README.md tells the truth: its session is what the commands print, its site file is valid, and it knows every command.
 *
 * HOLDOVER_UPDATE=1 writes what the commands print now into the session.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import { ROOT, runCli, temporaryHome } from '../support/cli.ts';

const PATH = join(ROOT, 'README.md');
const README = readFileSync(PATH, 'utf8');

test('the session in README.md is what the commands print', async () => {
  const home = temporaryHome();
  let told = README;
  for (const [block, text] of README.matchAll(/^```console\n(.*?)^```$/gms)) {
    const commands = text?.match(/^\$ holdover .*$/gm) ?? [];
    const outputs: string[] = [];
    for (const command of commands) outputs.push(`${command}\n${await outputOf(command, home)}`);
    told = told.replace(block, () => `\`\`\`console\n${outputs.join('\n')}\`\`\``);
  }
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(PATH, told);
  else expect(told).toBe(README);
});

test('the site file in README.md is valid', () => {
  const text = /^```yaml\n(.*?)^```$/ms.exec(README)?.[1] ?? '';
  expect(parseSiteFile(text, 'README.md').definition.name).toBe('my-site');
});

test('README.md names every command, and no other', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8'));
  const table = README.slice(README.indexOf('\n## Commands'), README.indexOf('\n## Scripts'));
  const firstCells = table.match(/^\| `[^|]*/gm) ?? [];
  const named = firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, command]) => command));
  const known = Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
  expect(named.toSorted()).toEqual(known.toSorted());
});

async function outputOf(command: string, home: string): Promise<string> {
  const words = command.slice('$ holdover '.length).split(' ');
  const { stdout, stderr, exitCode } = await runCli(words, { home, cwd: ROOT });
  expect({ command, stderr, exitCode }).toEqual({ command, stderr: '', exitCode: 0 });
  return stdout;
}
