/**
 * Writes docs/results.md (`npm run results`).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsPage } from './results/results-page.ts';
import { tellResults } from './results/story.ts';

const ROOT = join(import.meta.dirname, '..');

writeFileSync(join(ROOT, 'docs', 'results.md'), resultsPage(await tellResults(ROOT)));
