/**
 * Loaded before a program (`node --import`): writes the paths of the files that it loads to the file HOLDOVER_NOTE_FILES, when it ends.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const loaded = new Set<string>();

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) loaded.add(fileURLToPath(url));
    return nextLoad(url, context);
  },
});

process.on('exit', () => writeFileSync(process.env.HOLDOVER_NOTE_FILES as string, [...loaded].join('\n')));
