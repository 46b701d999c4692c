/**
 * Takes Node's own modules from `process.getBuiltinModule`. An `import` of one reads each of its properties to make a namespace, and
 * so loads what stands behind them: streams for `node:fs`, standard input for `node:process`.
 *
 * Not here: packages (lazy-requires.ts, left-out.ts).
 */
import { builtinModules } from 'node:module';
import type { Plugin } from 'rolldown';

const PREFIX = '\0node:';

export function nodeBuiltins(): Plugin {
  return {
    name: 'node-builtins',
    resolveId: {
      order: 'pre',
      handler: (specifier) => (isBuiltin(specifier) ? PREFIX + specifier.replace(/^node:/, '') : null),
    },
    load: (id) => (id.startsWith(PREFIX) ? { code: codeOf(id.slice(PREFIX.length)), moduleType: 'js' } : null),
  };
}

/** The bundler's own code imports `node:module`: that one stays as it is. */
function isBuiltin(specifier: string): boolean {
  const name = specifier.replace(/^node:/, '');
  return builtinModules.includes(name) && name !== 'module';
}

function codeOf(name: string): string {
  const value =
    name === 'process' ? 'globalThis.process' : `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`;
  return `module.exports = ${value};\n`;
}
