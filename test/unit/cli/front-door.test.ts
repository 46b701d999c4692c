import { expect, test } from 'vitest';
import { splitCommand, wordsFromDoor } from '../../../src/cli/front-door.ts';

const PAGES = ['states'];

function holdover(line: string): string {
  return wordsFromDoor(line.split(' ').filter(Boolean), null, PAGES).join(' ');
}

function lhc(line: string): string {
  return wordsFromDoor(line.split(' ').filter(Boolean), 'lhc', PAGES).join(' ');
}

test('holdover takes its words as they are', () => {
  expect(holdover('lhc status --json')).toBe('lhc status --json');
});

test('global flags before the command go behind it, with their values', () => {
  expect(holdover('--json --site contoso lhc status')).toBe('lhc status --json --site contoso');
  expect(holdover('--site=contoso lhc status')).toBe('lhc status --site=contoso');
});

test('what follows -- stays last', () => {
  expect(holdover('--json lhc launch -- --odd')).toBe('lhc launch --json -- --odd');
});

test('a command of its own stands for its topic', () => {
  expect(lhc('status --zone ams')).toBe('lhc status --zone ams');
  expect(lhc('')).toBe('lhc');
  expect(lhc('--help')).toBe('lhc --help');
  expect(lhc('--version')).toBe('--version');
  expect(lhc('help')).toBe('help lhc');
  expect(lhc('help status')).toBe('help lhc status');
  expect(lhc('help states')).toBe('help states');
});

test('the command is the longest run of words that names one', () => {
  const isCommand = (id: string) => ['lhc:status', 'help', 'site:set'].includes(id);
  expect(splitCommand(['lhc', 'status', '--json'], isCommand)).toEqual(['lhc:status', ['--json']]);
  expect(splitCommand(['help', 'lhc', 'status'], isCommand)).toEqual(['help', ['lhc', 'status']]);
  expect(splitCommand(['site', 'set', 'zones.ams.site', '3'], isCommand)).toEqual([
    'site:set',
    ['zones.ams.site', '3'],
  ]);
  expect(splitCommand(['lhc', '--help'], isCommand)).toEqual(['lhc', ['--help']]);
  expect(splitCommand([], isCommand)).toEqual(['', []]);
});
