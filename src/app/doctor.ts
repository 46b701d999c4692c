/**
 * `doctor`: whether this machine and this terminal give holdover what it needs, and what to do where they do not.
 *
 * Everything about the process that asks is passed in; only the file system is looked at from here.
 * Not here: whether a site is sound (`check`).
 */
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';

export interface DoctorOptions {
  readonly version: string;
  /** The folder that holdover's package.json is in. */
  readonly root: string;
  readonly nodeVersion: string;
  /** The oldest Node that will do: `22.12`. */
  readonly nodeNeeded: string;
  readonly platform: string;
  readonly folders: readonly { readonly purpose: string; readonly path: string }[];
  readonly terminal: Terminal;
  /** The variable PATH. */
  readonly searchPath: string;
}

interface Terminal {
  readonly isTerminal: boolean;
  readonly columns: number | null;
  /** Bits of colour: 1 is none, 4, 8 or 24. */
  readonly colourBits: number;
}

export interface DoctorCheck {
  readonly name: string;
  readonly result: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do about it; null when it is well. */
  readonly fix: string | null;
}

export interface DoctorResult {
  readonly schema: 'holdover.doctor/1';
  readonly result: 'ok' | 'warn' | 'fail';
  readonly version: string;
  readonly checks: readonly DoctorCheck[];
}

/** The narrowest terminal that tables are laid out for. */
const COLUMNS_MIN = 80;

/** Looks at everything once. The result is as bad as the worst check. */
export function doctor(options: DoctorOptions): DoctorResult {
  const checks = [
    nodeCheck(options),
    ...options.folders.map(folderCheck),
    terminalCheck(options.terminal),
    ...['holdover', 'lhc', 'pvs'].map((name) => programCheck(name, options)),
  ];
  const result = (['fail', 'warn'] as const).find((bad) => checks.some((check) => check.result === bad)) ?? 'ok';
  return { schema: 'holdover.doctor/1', result, version: options.version, checks };
}

function nodeCheck({ nodeVersion, nodeNeeded }: DoctorOptions): DoctorCheck {
  const [major = 0, minor = 0] = nodeVersion.replace('v', '').split('.').map(Number);
  const [majorNeeded = 0, minorNeeded = 0] = nodeNeeded.split('.').map(Number);
  const isNewEnough = major > majorNeeded || (major === majorNeeded && minor >= minorNeeded);
  const message = `${nodeVersion} (${nodeNeeded} or newer is needed)`;
  return isNewEnough ? ok('node', message) : bad('fail', 'node', message, `install Node ${nodeNeeded} or newer`);
}

function folderCheck({ purpose, path }: { readonly purpose: string; readonly path: string }): DoctorCheck {
  const existing = nearestExisting(path);
  try {
    accessSync(existing, constants.W_OK | constants.X_OK);
    return ok(purpose, existing === path ? path : `${path} (not there yet; it will be made)`);
  } catch {
    return bad('fail', purpose, `${path} cannot be written`, `give yourself permission to write ${existing}`);
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function terminalCheck({ isTerminal, columns, colourBits }: Terminal): DoctorCheck {
  if (!isTerminal) return ok('terminal', 'output is no terminal: plain text without colours');
  const message = `${columns ?? 'unknown'} columns, ${colourBits === 1 ? 'no colours' : `${2 ** colourBits} colours`}`;
  return columns !== null && columns < COLUMNS_MIN
    ? bad('warn', 'terminal', message, `make it ${COLUMNS_MIN} columns wide: tables are cut off`)
    : ok('terminal', message);
}

function programCheck(name: string, options: DoctorOptions): DoctorCheck {
  const found = firstOnPath(name, options);
  if (found === null) return ok(name, 'not on PATH');
  if (isOurs(found, options.root)) return ok(name, found);
  const message = `${found} is another program of that name${name === 'pvs' ? ' (LVM has one)' : ''}`;
  const fix =
    name === 'holdover' ? `put ${join(options.root, 'bin')} first on PATH` : `type "holdover ${name}" instead`;
  return bad('warn', name, message, fix);
}

function firstOnPath(name: string, { searchPath, platform }: DoctorOptions): string | null {
  const endings = platform === 'win32' ? ['.exe', '.cmd', '.ps1'] : [''];
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  const paths = folders.flatMap((folder) => endings.map((ending) => join(folder, `${name}${ending}`)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** Ours is a link into our own folder or, on Windows, npm's small script that names the package. */
function isOurs(path: string, root: string): boolean {
  if (realpathSync(path).startsWith(`${realpathSync(root)}${sep}`)) return true;
  return /\.(cmd|ps1)$/.test(path) && /node_modules[\\/]holdover[\\/]bin/.test(readFileSync(path, 'utf8'));
}

function ok(name: string, message: string): DoctorCheck {
  return { name, result: 'ok', message, fix: null };
}

function bad(result: 'warn' | 'fail', name: string, message: string, fix: string): DoctorCheck {
  return { name, result, message, fix };
}
