/**
 * Starts the command line once more, on the project's own Node (the npm package `node`), and stands for it: words, output, signals, exit code.
 *
 * Plain JavaScript that parses on Node 14, as start.js is, and a file of its own because a Node that is new enough needs none of it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { giveUp } from './give-up.js';

/** Marks a process that was started here, so that a wrong Node is never started twice. start.js takes it away again. */
const RESTARTED = 'HOLDOVER_RESTARTED';

export function restart(root, needed) {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (process.env[RESTARTED] !== undefined || !existsSync(node)) {
    giveUp('NODE_TOO_OLD', `holdover needs Node ${needed.join('.')} or newer; this is ${process.version}`, []);
    return;
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: Object.assign({}, process.env, { [RESTARTED]: '1' }),
  });
  passSignalsTo(child);
  child.on('error', (error) => giveUp('NODE_NOT_STARTED', `cannot start ${node}: ${error.message}`, []));
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
