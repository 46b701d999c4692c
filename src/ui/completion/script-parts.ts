/**
 * What the completion scripts of all shells are made from. They all go the same way: follow the words before the cursor to a node,
 * leaving out flags and their values; then offer the values of the flag before the cursor, the flags of the node, or its next words.
 *
 * Not here: how a shell says that (one file a shell).
 */
import type { CompletionFlag, CompletionWords } from '../../app/completion/completion-words.ts';

/** The commands that the scripts serve. A script leaves `pvs` to whoever it belongs to where it is not the one beside `holdover`. */
export const DOORS = ['holdover', 'lhc', 'pvs'] as const;

/** Every node that is led to by words. The doors of topics lead to one as well, also where it has no commands yet. */
export function pathsOf({ nodes }: CompletionWords): readonly string[] {
  return nodes.map(({ path }) => path).filter((path) => path !== '');
}

/** The flags that take the next word, of whatever command: a name means the same everywhere. */
export function valueFlags({ nodes }: CompletionWords): readonly string[] {
  const flags = nodes.flatMap((node) => node.flags).filter(({ takesValue }) => takesValue);
  return [...new Set(flags.map(({ name }) => name))].sort();
}

/** The flags of each node whose values are known. */
export function flagsWithValues({ nodes }: CompletionWords): readonly { path: string; flag: CompletionFlag }[] {
  return nodes.flatMap(({ path, flags }) =>
    flags.filter(({ values }) => values.length > 0).map((flag) => ({ path, flag })),
  );
}

export function filePaths({ nodes }: CompletionWords): readonly string[] {
  return nodes.filter(({ takesFile }) => takesFile).map(({ path }) => path);
}

/** In single quotes, as bash and zsh read them. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
