/**
 * Programs that are timed side by side: one after the other, round after round, so that a busy moment hits all of them.
 *
 * Not here: what is compared with what (status-rows.ts).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from './row.ts';

export interface Contender {
  readonly name: string;
  readonly command: string;
  readonly parameters: readonly string[];
  /** `first-output`: what counts is the time until it prints something, and then it is interrupted. */
  readonly until: 'end' | 'first-output';
}

export interface Rounds {
  readonly env: NodeJS.ProcessEnv;
  readonly roundCount: number;
}

/** The median of each contender's times, in milliseconds. A first round does not count. */
export async function interleaved(
  contenders: readonly Contender[],
  { env, roundCount }: Rounds,
): Promise<ReadonlyMap<Contender, number>> {
  const times = new Map(contenders.map((contender) => [contender, [] as number[]]));
  for (let round = 0; round <= roundCount; round++) {
    for (const contender of contenders) {
      const elapsedMs = await timeOf(contender, env);
      if (round > 0) times.get(contender)?.push(elapsedMs);
    }
  }
  return new Map([...times].map(([contender, samples]) => [contender, median(samples)]));
}

/** How many milliseconds a program takes. Its output is read, as a shell's pipe would. */
export async function timeOf({ name, command, parameters, until }: Contender, env: NodeJS.ProcessEnv): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(command, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let firstOutputMs: number | null = null;
  let errors = '';
  child.stdout.on('data', () => {
    if (firstOutputMs === null && until === 'first-output') child.kill('SIGINT');
    firstOutputMs ??= performance.now();
  });
  child.stderr.on('data', (bytes) => (errors += bytes));
  const [exitCode] = await once(child, 'close');
  const isGood = until === 'end' ? exitCode === 0 : firstOutputMs !== null;
  if (!isGood) throw new Error(`${name} ended with ${exitCode}: ${errors}`);
  return (until === 'end' ? performance.now() : (firstOutputMs ?? Number.NaN)) - startedMs;
}
