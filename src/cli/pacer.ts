/**
 * Real time for a watch: it pauses, says how long the watch has lasted, and whether Ctrl-C was pressed.
 *
 * Not here: what happens in a site meanwhile (app/watch.ts).
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pacer } from '../app/watch.ts';

const PAUSE_MS = 250;

/** A pacer that runs from now on. SIGINT and SIGTERM end the pause, and the second one ends the process at once. */
export function realTimePacer(): Pacer {
  const beganMs = performance.now();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return {
    pause: async () => {
      await sleep(PAUSE_MS, undefined, { signal: stop.signal }).catch(() => {});
      return { elapsedMs: performance.now() - beganMs, interrupted: stop.signal.aborted };
    },
  };
}
