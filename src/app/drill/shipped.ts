/**
 * The drills that ship with the program, which can be named instead of a file.
 */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = ['examples', 'drills'];
const EXTENSION = '.yaml';

/** The path of a drill: as given, or that of the one that ships under this name. `root` is the folder of package.json. */
export function drillPath(file: string, root: string): string {
  if (file === '-' || existsSync(file) || !/^[a-z0-9-]+$/.test(file)) return file;
  const shipped = join(root, ...FOLDER, `${file}${EXTENSION}`);
  return existsSync(shipped) ? shipped : file;
}

/** The paths of all that ship, by name. */
export function shippedDrills(root: string): readonly string[] {
  const folder = join(root, ...FOLDER);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
  return files.sort((a, b) => (a < b ? -1 : 1)).map((name) => join(folder, name));
}
