/**
 * Packages that oclif or another package names, and that what ships never reaches: they are left out of it.
 *
 * A package that is reached all the same throws, which the end-to-end tests would notice.
 * Not here: what is put into files of its own (bundle.ts).
 */
import type { Plugin } from 'rolldown';

/** Why each is not reached. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'get-package-type': 'commands are loaded by the manifest (src/cli/load-config.ts)',
  lilconfig: 'the configuration is in package.json',
  minimatch: 'there are no plugins to choose',
  tinyglobby: 'commands are not looked for on the disk',
  pnpapi: 'what is bundled needs no package manager',
  typescript: 'what is bundled is JavaScript',
  'wsl-utils': "Windows' Linux is a Linux",
};

/** Files in which a package asks for one of them, and what it asks: the answer is no. */
const ASKING_FILES = /[\\/](?:@oclif[\\/]core[\\/]lib[\\/]util[\\/]os|ink[\\/]build[\\/]reconciler)\.js$/;
const IS_WSL = "(await import('wsl-utils')).isWsl";
const HAS_REACT_TOOLS = "process.env['DEV'] === 'true'";

const PREFIX = '\0left-out:';

export function leftOut(): Plugin {
  return {
    name: 'left-out',
    resolveId: {
      order: 'pre',
      handler: (specifier) => (Object.hasOwn(LEFT_OUT, specifier) ? PREFIX + specifier : null),
    },
    transform: {
      filter: { id: ASKING_FILES },
      handler: (code) => ({ code: code.replace(IS_WSL, 'false').replaceAll(HAS_REACT_TOOLS, 'false'), map: null }),
    },
    load: (id) => (id.startsWith(PREFIX) ? { code: codeOf(id.slice(PREFIX.length)), moduleType: 'js' } : null),
  };
}

function codeOf(name: string): string {
  return `throw new Error(${JSON.stringify(`${name} is not part of holdover: ${LEFT_OUT[name]}`)});\n`;
}
