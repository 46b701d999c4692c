/**
 * Starts the command line: on this Node when it is new enough, else on the project's own (the npm package `node`).
 *
 * Plain JavaScript that parses on Node 14, because its very purpose is to run where nothing else of the project does. It imports next to
 * nothing, because every start pays for it.
 * Not here: the other Node (restart.js), and what the command line does (src/cli/main.ts).
 */
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// import.meta.url names the real file, so that npm's symbolic links to the bins lead here as well.
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** How often a process that was started by another looks whether that is still there. */
const PARENT_LOOK_MS = 200;

/** Without a build the sources are run as they are, by type stripping, which is on by default from 22.18. */
const BUILT = { main: join(ROOT, 'dist', 'cli', 'main.js'), node: [22, 12], sources: false };
const SOURCES = { main: join(ROOT, 'src', 'cli', 'main.ts'), node: [22, 18], sources: true };

/** Runs `holdover`; with a topic, every word is taken as if it followed `holdover <topic>`. */
export function start(topic) {
  run(topic, BUILT);
}

/** Runs the TypeScript sources, with nothing built. */
export function startSources(topic) {
  run(topic, SOURCES);
}

function run(topic, program) {
  if (isNewEnough(program.node)) load(topic, program);
  else import('./restart.js').then(({ restart }) => restart(ROOT, program.node));
}

function load(topic, program) {
  const words = process.argv.slice(2);
  // Colour libraries decide while they are loaded: the flag has to be an environment variable by then.
  const flags = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (flags.includes('--no-color')) {
    process.env.NO_COLOR = '1';
    delete process.env.FORCE_COLOR;
  }
  // Whoever kills the process that was started means this one as well.
  if (process.env.HOLDOVER_RESTARTED !== undefined) endWith(process.ppid);
  // Programs that are started from here begin anew.
  delete process.env.HOLDOVER_RESTARTED;
  if (typeof module.enableCompileCache === 'function') module.enableCompileCache();
  import(pathToFileURL(program.main).href).then(
    (loaded) => loaded.main(words, { root: ROOT, topic, sources: program.sources }),
    (error) => notLoaded(error, program),
  );
}

function endWith(parent) {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, PARENT_LOOK_MS).unref();
}

function notLoaded(error, program) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || error.url !== pathToFileURL(program.main).href) throw error;
  import('./give-up.js').then(({ giveUp }) =>
    giveUp('NOT_BUILT', 'holdover is not built: npm run build', ['npm run build']),
  );
}

function isNewEnough(needed) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}
