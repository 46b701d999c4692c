/**
 * Writes docs/rules.md (`npm run rules`).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesPage } from './rules/rules-page.ts';

const ROOT = join(import.meta.dirname, '..');

writeFileSync(join(ROOT, 'docs', 'rules.md'), rulesPage(ROOT));
