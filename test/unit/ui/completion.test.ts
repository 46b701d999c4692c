import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CompletionNode, completionWords, type Known } from '../../../src/app/completion/completion-words.ts';
import { completionScripts } from '../../../src/ui/completion/index.ts';

const JSON_FLAG = { type: 'boolean', summary: 'Print JSON.', helpGroup: 'GLOBAL' };

const KNOWN: Known = {
  commands: [
    { id: 'help', summary: 'Show help.', args: { subject: { name: 'subject' } }, flags: { json: JSON_FLAG } },
    {
      id: 'site:load',
      summary: "Load a site's file.",
      args: { file: { name: 'file' } },
      flags: {
        json: JSON_FLAG,
        mode: { type: 'option', summary: 'How: [new] or `old`.', options: ['new', 'old'] },
        site: { type: 'option', helpGroup: 'GLOBAL' },
        secret: { type: 'boolean', hidden: true },
      },
    },
    { id: 'site:ghost', hidden: true, args: {}, flags: {} },
  ],
  topics: [{ name: 'site', description: 'Sites: all of them.' }],
  pages: [{ name: 'states', summary: 'The states.' }],
};

const words = completionWords(KNOWN);

test('there is a node for every topic and command, and help leads to topics as well', () => {
  expect(words.nodes.map(({ path }) => path)).toEqual(['', 'help', 'help site', 'site', 'site load']);
});

test('a node offers its next words, and its flags', () => {
  expect(namesAt('')).toEqual(['help', 'site']);
  expect(namesAt('help')).toEqual(['help', 'site', 'states']);
  expect(namesAt('site')).toEqual(['load']);
  expect(flagsAt('')).toEqual(['--json', '--help', '--version']);
  expect(flagsAt('site load')).toEqual(['--json', '--mode', '--site', '--help']);
  expect(node('site load')).toMatchObject({ takesFile: true });
});

test.each(['bash', 'fish', 'powershell', 'zsh'] as const)('the script for %s is as it was', (shell) => {
  const path = join(import.meta.dirname, 'completion', `${shell}.txt`);
  const script = completionScripts[shell](words);
  if (process.env.HOLDOVER_UPDATE === '1') writeFileSync(path, script);
  else expect(script).toBe(readFileSync(path, 'utf8'));
});

function node(path: string): CompletionNode {
  return words.nodes.find((each) => each.path === path) as CompletionNode;
}

function namesAt(path: string): readonly string[] {
  return node(path).words.map(({ name }) => name);
}

function flagsAt(path: string): readonly string[] {
  return node(path).flags.map(({ name }) => name);
}
