/**
 * README.md and the pages with sessions tell the truth: their sessions are what the commands print. README's site files are valid, and it knows
 * every command.
 *
 * HOLDOVER_UPDATE=1 writes what the commands print now into the sessions.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import { ROOT, runCli, temporaryHome } from '../support/cli.ts';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

test.each(['README.md', 'docs/drills.md', 'docs/rehearsal.md', 'docs/streaming.md'])(
  'the session in %s is what the commands print',
  async (page) => {
    const path = join(ROOT, page);
    const text = readFileSync(path, 'utf8');
    const home = temporaryHome();
    let told = text;
    for (const [block, session] of text.matchAll(/^```console\n(.*?)^```$/gms)) {
      const commands = session?.match(/^\$ holdover .*$/gm) ?? [];
      const outputs: string[] = [];
      for (const command of commands) outputs.push(`${command}\n${await outputOf(command, home)}`);
      told = told.replace(block, () => `\`\`\`console\n${outputs.join('\n')}\`\`\``);
    }
    if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(path, told);
    else expect(told).toBe(text);
  },
);

test('the site files in README.md are valid', () => {
  const texts = [...README.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text ?? '');
  const names = texts.map((text) => parseSiteFile(text, 'README.md').definition.name);
  expect(names).toEqual(['my-site', 'my-farm']);
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
  const words = command.slice('$ holdover '.length).match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const bare = words.map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
  const { stdout, stderr, exitCode } = await runCli(bare, { home, cwd: ROOT });
  expect({ command, stderr, verdict: exitCode === 0 || exitCode === 1 }).toEqual({
    command,
    stderr: '',
    verdict: true,
  });
  // The pages were not written by whoever runs the tests.
  return stdout.replaceAll(`${userInfo().username} answered`, 'ada answered');
}
