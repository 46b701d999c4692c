/**
 * Files that are wrong on purpose say so at the end of each wrong line: `// expected: noRestrictedGlobals`.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The wrong lines of a folder's TypeScript files, as `core/impure.ts:3 noRestrictedGlobals`, sorted. */
export function expectedLines(folder: string): readonly string[] {
  return globSync('**/*.ts', { cwd: folder })
    .flatMap((path) => linesOf(readFileSync(join(folder, path), 'utf8'), path.split(sep).join('/')))
    .sort();
}

function linesOf(text: string, path: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const match = /\/\/ expected: (\w+)$/.exec(line);
    return match === null ? [] : [`${path}:${index + 1} ${match[1]}`];
  });
}
