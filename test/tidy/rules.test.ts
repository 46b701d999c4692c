/**
 * docs/rules.md has to say what the tests say.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesPage } from '../../scripts/rules/rules-page.ts';
import { ROOT } from '../support/sources.ts';

test('docs/rules.md is current (else: npm run rules)', () => {
  expect(readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8')).toBe(rulesPage(ROOT));
});
