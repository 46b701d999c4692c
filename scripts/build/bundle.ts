/**
 * The bundle: every command an entry, what most of them need in one file, and heavy packages in files of their own.
 *
 * Few files, because each costs a start about a millisecond; and no command loads what only another one needs. Which packages a file
 * holds is written beside it (packages.json), for the tests and for whoever wants to know.
 * Not here: the manifest (../build.ts).
 */
import { globSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type ChunkingContext, type OutputChunk, rolldown } from 'rolldown';
import { lazyRequires } from './lazy-requires.ts';
import { leftOut } from './left-out.ts';
import { licences } from './licences.ts';
import { nodeBuiltins } from './node-builtins.ts';

/** Has a native part, and is loaded by the few commands that write. */
const EXTERNAL = ['fs-native-extensions'];

/** What so many commands load at once is in the file that all of them load. */
const COMMANDS_MIN = 8;

/** Never in the file that all commands load, however many use them; nor is what cannot be loaded without them. */
const HEAVY = /[\\/]node_modules[\\/](?:@marcbachmann[\\/]cel-js|yaml|zod)[\\/]/;

export async function writeBundle(root: string, folder: string): Promise<void> {
  const entries = ['src/cli/main.ts', ...globSync('src/commands/**/*.ts', { cwd: root })];
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((path) => [nameOf(path), join(root, path)])),
    platform: 'node',
    external: EXTERNAL,
    plugins: [nodeBuiltins(), leftOut(), lazyRequires()],
    tsconfig: false,
    // React brings a second copy of itself, for those who develop with it.
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // Half the text to read, in one byte a character. Names stay, so that the report of a bug can be read.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true, asciiOnly: true } },
    codeSplitting: {
      groups: [{ name: baseUnlessHeavy(), debugName: 'base', tags: ['$initial'], minShareCount: COMMANDS_MIN }],
    },
  });
  await bundle.close();
  const chunks = output.filter((file) => file.type === 'chunk');
  const packages = Object.fromEntries(chunks.map((chunk) => [chunk.fileName, packagesIn(chunk)]));
  writeFileSync(join(folder, 'packages.json'), `${JSON.stringify(packages, null, 2)}\n`);
  writeFileSync(join(folder, 'LICENCES.txt'), licences(chunks.flatMap((chunk) => chunk.moduleIds)));
}

/** Names the file that all commands load, for what may be in it. */
function baseUnlessHeavy(): (id: string, context: ChunkingContext) => string | null {
  const known = new Map<string, boolean>();
  const isHeavy = (id: string, context: ChunkingContext): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // For imports in a circle, which are no reason by themselves.
    known.set(id, false);
    const isIt =
      HEAVY.test(id) || (context.getModuleInfo(id)?.importedIds ?? []).some((other) => isHeavy(other, context));
    known.set(id, isIt);
    return isIt;
  };
  return (id, context) => (isHeavy(id, context) ? null : 'base');
}

/** `src/commands/lhc/status.ts` becomes `commands/lhc/status`. */
function nameOf(path: string): string {
  return path.split(sep).slice(1).join('/').replace(/\.ts$/, '');
}

function packagesIn({ moduleIds }: OutputChunk): readonly string[] {
  const names = moduleIds.flatMap((id) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? []);
  return [...new Set(names.map((name) => name.replaceAll('\\', '/')))].sort();
}
