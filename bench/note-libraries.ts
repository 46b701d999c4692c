/**
 * Loaded before a program (`node --import`): writes the names of the npm packages that it loads to the file BENCH_LIBRARIES, when it ends.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    const library = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1];
    if (library !== undefined) loaded.add(library);
    return nextLoad(url, context);
  },
});

process.on('exit', () => writeFileSync(process.env.BENCH_LIBRARIES as string, [...loaded].sort().join('\n')));
