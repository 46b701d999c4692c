/**
 * How long the outage of a day takes for 10,000 machines, beside the same outage written for SimPy (simpy/outage.py).
 *
 * Both are processes of their own, and time themselves from the empty model to the end of the recovery. They are compared only when
 * they tell of the same outage: every milestone at the same time, give or take a check of health.
 * Not here: other sizes (outage-rows.ts), and our run itself (outage-run.ts).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Milestones, OutageRun } from './outage-run.ts';
import { median, type Row, type RowGroup } from './row.ts';

const MACHINE_COUNT = 10_000;
/** The peer takes long: it runs no more often than this, spread over our rounds. */
const PEER_ROUNDS_MAX = 3;
/** Their draws differ. One check is what a milestone can be off by that waits for one. */
const TOLERANCE_MS = 15_000;
/** The Python of the path need not be the one that Debian installs packages for. */
const PYTHONS = ['python3', '/usr/bin/python3'];
const ROW = { name: 'outage-simpy', what: 'outage of 24 h and recovery, 10,000 machines, checkers on' } as const;

interface PeerRun {
  readonly wallMs: number;
  readonly simpy: string;
  readonly python: string;
  readonly milestones: Milestones;
}

export function simpyRow(roundCount: number): RowGroup {
  return { names: [ROW.name], measure: () => [measure(roundCount)] };
}

function measure(roundCount: number): Row {
  const python = PYTHONS.find((command) => spawnSync(command, ['-c', 'import simpy']).status === 0);
  if (python === undefined) return { ...ROW, notMeasured: 'apt-get install python3-simpy3' };
  const ours: number[] = [];
  const peers: PeerRun[] = [];
  const peerEvery = Math.ceil(roundCount / PEER_ROUNDS_MAX);
  for (let round = 0; round < roundCount; round++) {
    ours.push(ourOutage<OutageRun>().wallMs);
    if (round % peerEvery === 0) peers.push(peerOutage(python));
  }
  const [peer] = peers as [PeerRun];
  const differing = differenceOf(ourOutage<Milestones>('--milestones'), peer.milestones);
  if (differing !== null) return { ...ROW, notMeasured: `the two are not the same outage: ${differing}` };
  const [ourMs, peerMs] = [median(ours), median(peers.map(({ wallMs }) => wallMs))];
  const everyMs = ourOutage<OutageRun>('--every-heartbeat').wallMs;
  return {
    ...ROW,
    measured: `${seconds(ourMs)} (once, no heartbeat left out: ${seconds(everyMs)})`,
    against: `SimPy ${peer.simpy}, Python ${peer.python}: ${seconds(peerMs)}, median of ${peers.length}`,
    value: peerMs / ourMs,
    unit: '× as fast',
    goalMin: 50,
  };
}

function ourOutage<Document>(...flags: string[]): Document {
  return documentOf(process.execPath, ['--expose-gc', here('outage-run.ts'), String(MACHINE_COUNT), ...flags]);
}

function peerOutage(python: string): PeerRun {
  return documentOf(python, [here('simpy', 'outage.py'), String(MACHINE_COUNT)]);
}

function documentOf<Document>(command: string, parameters: readonly string[]): Document {
  const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Document;
}

function here(...path: string[]): string {
  return join(import.meta.dirname, ...path);
}

/** The first milestone that one of them reaches at quite another time; null when there is none. */
function differenceOf(ours: Milestones, peers: Milestones): string | null {
  const names = Object.keys(ours) as (keyof Milestones)[];
  // The negation also finds a milestone that the peer does not tell of.
  const differing = names.find((name) => !(Math.abs(ours[name] - peers[name]) <= TOLERANCE_MS));
  return differing === undefined
    ? null
    : `${differing} after ${seconds(ours[differing])} here, after ${seconds(peers[differing])} there`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
