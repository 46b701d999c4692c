import { expect, it } from 'vitest';
import { namingSite } from '../../../../src/ui/text/next-commands.ts';

it('names the site in every command that is suggested, and before the file that one is written to', () => {
  const text = 'PASSED\nNext: holdover drill report r1 · holdover drill report r1 --format html > r1.html';
  expect(namingSite(text, 'lab')).toBe(
    'PASSED\nNext: holdover drill report r1 --site lab · holdover drill report r1 --format html --site lab > r1.html',
  );
  expect(namingSite(text, null)).toBe(text);
});

it('leaves a command alone that names its site', () => {
  expect(namingSite('Undo: holdover fault clear f1 --site lab', 'lab')).toBe(
    'Undo: holdover fault clear f1 --site lab',
  );
});
