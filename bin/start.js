/**
 * Starts the command line: on this Node when it is new enough, else on the project's own (the npm package `node`).
 *
 * Plain JavaScript that parses on Node 14, because its very purpose is to run where nothing else of the project does.
 * Not here: what the command line does (src/cli/main.ts).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// import.meta.url names the real file, so that npm's symbolic links to the bins lead here as well.
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Without a build the sources are run as they are, by type stripping, which is on by default from 22.18. */
const BUILT = { main: join(ROOT, 'dist', 'cli', 'main.js'), node: [22, 12], sources: false };
const SOURCES = { main: join(ROOT, 'src', 'cli', 'main.ts'), node: [22, 18], sources: true };

/** Marks a process that was started here, so that a wrong Node is never started twice. */
const RESTARTED = 'HOLDOVER_RESTARTED';

/** sysexits' EX_UNAVAILABLE: a program that is needed is missing. It is no bug (70) and nothing typed wrongly (64). */
const EXIT_UNAVAILABLE = 69;

/** Runs `holdover`; with a topic, every word is taken as if it followed `holdover <topic>`. */
export function start(topic) {
  run(topic, BUILT);
}

/** Runs the TypeScript sources, with nothing built. */
export function startSources(topic) {
  run(topic, SOURCES);
}

function run(topic, program) {
  if (!isNewEnough(program.node)) restart(program.node);
  else if (!existsSync(program.main)) giveUp('holdover is not built: npm run build');
  else load(topic, program);
}

function load(topic, program) {
  const words = process.argv.slice(2);
  // Colour libraries decide while they are loaded: the flag has to be an environment variable by then.
  const flags = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (flags.includes('--no-color')) {
    process.env.NO_COLOR = '1';
    delete process.env.FORCE_COLOR;
  }
  // Programs that are started from here begin anew.
  delete process.env[RESTARTED];
  if (typeof module.enableCompileCache === 'function') module.enableCompileCache();
  import(pathToFileURL(program.main).href).then((loaded) =>
    loaded.main(words, { root: ROOT, topic, sources: program.sources }),
  );
}

function isNewEnough(needed) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

function restart(needed) {
  const node = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (process.env[RESTARTED] !== undefined || !existsSync(node)) {
    giveUp(`holdover needs Node ${needed.join('.')} or newer; this is ${process.version}`);
    return;
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { [RESTARTED]: '1' }),
  });
  passSignalsTo(child);
  child.on('error', (error) => giveUp(`cannot start ${node}: ${error.message}`));
  child.on('exit', (code, signal) => endLike(code, signal));
}

/** Whoever started this process knows its id alone, so its signals have to reach the child. */
function passSignalsTo(child) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the whole process group by itself: a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
}

function endLike(code, signal) {
  if (signal === null) process.exit(code);
  for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
  // Reached where the signal does not end a process (Windows, SIGKILL of another): what a shell would report.
  setTimeout(() => process.exit(128 + (constants.signals[signal] || 0)), 1000);
}

function giveUp(reason) {
  process.stderr.write(`${reason}\n`);
  process.exitCode = EXIT_UNAVAILABLE;
}
