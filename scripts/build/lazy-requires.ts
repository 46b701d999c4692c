/**
 * Puts off what oclif requires until it is used, as bundlers of mobile apps do.
 *
 * oclif is CommonJS as TypeScript writes it: each file begins by requiring everything that any of its functions may ever need, which is a
 * hundred files and a dozen packages before the first command. `const x_1 = require("x")` becomes a getter, so that a command pays for
 * what it uses.
 * Not here: packages written in another way. They are required whole, once oclif reaches for them.
 */
import type { Plugin } from 'rolldown';

const FILES = /[\\/]node_modules[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/;

/** `x_1` is what TypeScript calls an import; what a file exports anew (`var x_1`) is reached by getters already. */
const REQUIRE = /^(?:const|var) (\w+_\d+) = ((?:__importDefault\()?require\("[^"]+"\)\)?);$/gm;

const LAZY = 'lazy_requires';

export function lazyRequires(): Plugin {
  return {
    name: 'lazy-requires',
    transform: {
      filter: { id: FILES },
      handler: (code) => ({ code: withLazyRequires(code), map: null }),
    },
  };
}

function withLazyRequires(code: string): string {
  const requires = [...code.matchAll(REQUIRE)];
  if (requires.length === 0) return code;
  const getters = requires.map(([, name, required]) => `get ${name}() { return ${required}; }`);
  let body = code.replaceAll(REQUIRE, '');
  for (const [, name] of requires) {
    body = body.replaceAll(new RegExp(`(?<![\\w.$])${name}(?![\\w$])`, 'g'), `${LAZY}.${name}`);
  }
  // After the directive: a file may use what it requires in its very first statement.
  return body.replace('"use strict";', () => `"use strict"; const ${LAZY} = { ${getters.join(', ')} };`);
}
