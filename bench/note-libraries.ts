/**
 * Loaded before a program (`node --import`): writes the names of the npm packages that it loads to the file BENCH_LIBRARIES, when it ends.
 *
 * A package is loaded as a file of node_modules, or within a file of dist, of which the build says what is in it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = join(import.meta.dirname, '..', 'dist');
const DIST_URL = `${pathToFileURL(DIST).href}/`;
const BUNDLED: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(DIST, 'packages.json'), 'utf8'),
);

const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1];
    if (library !== undefined) loaded.add(library);
    if (url.startsWith(DIST_URL)) for (const name of BUNDLED[url.slice(DIST_URL.length)] ?? []) loaded.add(name);
    return nextLoad(url, context);
  },
});

process.on('exit', () => writeFileSync(process.env.BENCH_LIBRARIES as string, [...loaded].sort().join('\n')));
