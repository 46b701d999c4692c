/**
 * The licences of the packages that are inside the bundle, as one text: they ask to be passed on with the code.
 *
 * Not here: packages that are installed beside holdover. They bring their own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One section a package, by name and version. `files` are the paths of everything that was bundled. */
export function licences(files: readonly string[]): string {
  const folders = new Set(
    files.flatMap((file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0] ?? []),
  );
  const sections = [...folders].map(section).sort();
  return `holdover holds the following packages, under these licences.\n\n${[...new Set(sections)].join('\n')}`;
}

function section(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  return `${'='.repeat(80)}\n${name} ${version} · ${license}\n${text}`;
}
