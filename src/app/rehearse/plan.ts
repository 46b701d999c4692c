/**
 * The plan of a rehearsal: what goes wrong and when, from faults in the words of `fault inject`, one text each.
 *
 * Not here: what a fault is (../fault/kinds.ts), and what becomes of the plan (run.ts).
 */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { formatDuration, parseDuration, UserError } from '../../core/kernel/index.ts';
import type { OperatorAction } from '../../core/site/index.ts';
import { concerns, type World, type ZoneRuntime } from '../../sim/index.ts';
import type { FaultRequest } from '../fault/kind-definition.ts';
import { faultOf, needsTarget } from '../fault/kinds.ts';
import { zoneNamed } from '../objects.ts';
import { serverNamed } from '../streaming-objects.ts';

export interface Plan {
  /** One for each text, in the order given. */
  readonly faults: readonly PlannedFault[];
  /** What is done, in the order of time. */
  readonly steps: readonly Step[];
  /** When everything that is still broken is mended, counted from the start. */
  readonly forMs: number;
  /** When the first fault begins. */
  readonly outageMs: number;
  /** The zones that some fault concerns, by index. */
  readonly zones: readonly number[];
}

export interface PlannedFault {
  /** As typed, without the flags that say when. */
  readonly label: string;
  /** Counted from the start of the rehearsal. */
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface Step {
  readonly offsetMs: number;
  readonly label: string;
  readonly happens: 'begins' | 'ends';
  readonly action: OperatorAction;
}

/** What begins a fault, what ends it, and the zones that it concerns. */
interface Making {
  readonly begin: OperatorAction;
  readonly end: OperatorAction;
  readonly zones: readonly ZoneRuntime[];
}

const EXAMPLE = 'holdover rehearse "cloud-unreachable ams" --for 2h';

/** No outage lasts for longer, and a rehearsal keeps every minute of it. */
const FOR_MAX_MS = 30 * 86_400_000;

const OPTIONS = {
  at: { type: 'string' },
  for: { type: 'string' },
  every: { type: 'string' },
  link: { type: 'string' },
  status: { type: 'string' },
  'no-farm': { type: 'boolean' },
  percent: { type: 'string' },
  partial: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

/** @throws {UserError} FAULT_MISSING, FAULT_INVALID, FLAG_INVALID, DURATION_INVALID, and the errors of an unknown kind, object or flag */
export function planOf(world: World, texts: readonly string[], forMs: number): Plan {
  if (texts.length === 0) throw faultMissing();
  if (forMs > FOR_MAX_MS) throw tooLong(forMs);
  const planned = texts.map((text, index) => plannedFault(world, { text, id: `r${index + 1}`, forMs }));
  const steps = planned.flatMap(({ steps: own }) => own);
  const zones = new Set(planned.flatMap(({ making }) => making.zones.map(({ index }) => index)));
  return {
    faults: planned.map(({ fault }) => fault),
    steps: steps.sort((a, b) => a.offsetMs - b.offsetMs),
    forMs,
    outageMs: Math.min(...planned.map(({ fault }) => fault.fromMs)),
    zones: [...zones].sort((a, b) => a - b),
  };
}

interface Wish {
  readonly text: string;
  readonly id: string;
  readonly forMs: number;
}

/** One that goes on until the end of all is mended with the others. */
function plannedFault(world: World, { text, id, forMs }: Wish) {
  const { kind, target, flags } = wordsOf(text);
  const fromMs = durationIn(flags.at, '--at', text) ?? 0;
  if (fromMs >= forMs) throw tooLate(text, forMs);
  const lastsMs = durationIn(flags.for, '--for', text) ?? forMs;
  const untilMs = Math.min(forMs, fromMs + lastsMs);
  const making = (SWITCHES[kind] ?? fault)(world, { text, kind, target, flags, id });
  const label = labelOf({ kind, target, flags });
  const begins: Step = { offsetMs: fromMs, label, happens: 'begins', action: making.begin };
  const ends: Step = { offsetMs: untilMs, label, happens: 'ends', action: making.end };
  return { fault: { label, fromMs, untilMs }, making, steps: untilMs < forMs ? [begins, ends] : [begins] };
}

type Switch = 'no-farm' | 'partial';

type Flags = Readonly<Partial<Record<Exclude<keyof typeof OPTIONS, Switch>, string> & Record<Switch, boolean>>>;

interface Words {
  readonly kind: string;
  /** Null where none was typed. */
  readonly target: string | null;
  readonly flags: Flags;
}

function wordsOf(text: string): Words {
  const args = text.split(/\s+/).filter((word) => word !== '');
  const { positionals, values } = parsed(args, text);
  // The name of a zone may be of several words.
  const [kind, ...target] = positionals;
  if (kind === undefined) throw incomplete(text);
  return { kind, target: target.length === 0 ? null : target.join(' '), flags: values };
}

function parsed(args: string[], text: string) {
  try {
    const { positionals, values, tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, tokens: true });
    const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    if (new Set(given).size < given.length) throw faultInvalid(text, 'Each flag can be given once.');
    return { positionals, values };
  } catch (problem) {
    if (!(problem instanceof TypeError)) throw problem;
    const known = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw faultInvalid(text, `Its flags are ${known.join(', ')}; each but --no-farm and --partial has a value.`);
  }
}

function durationIn(value: string | undefined, flag: string, text: string): number | null {
  if (value === undefined) return null;
  const durationMs = parseDuration(value);
  if (durationMs !== null && (durationMs > 0 || flag === '--at')) return durationMs;
  throw new UserError('usage', 'DURATION_INVALID', `${flag} ${value} in "${text}" is no duration that can be used.`, {
    why: 'Durations are written 90s, 5m, 1h30m or 3d.',
    hints: [EXAMPLE],
  });
}

function fault(world: World, { text, kind, target, flags, id }: Words & Omit<Wish, 'forMs'>): Making {
  if (target === null && needsTarget(kind)) throw incomplete(text);
  const made = faultOf(world, requestOf({ kind, target, flags }, text));
  return {
    begin: { type: 'fault-injected', id, fault: made, untilMs: null },
    end: { type: 'fault-cleared', id },
    zones: world.zones.filter(({ topology }) => concerns(made, topology)),
  };
}

function requestOf({ kind, target, flags }: Words, text: string): FaultRequest {
  const { every, link = null } = flags;
  if (link !== null && link !== 'peers' && link !== 'vdas') throw faultInvalid(text, '--link is peers or vdas.');
  return {
    kind,
    target,
    everyMs: durationIn(every, '--every', text),
    link,
    status: numberIn(flags, 'status', [100, 599], text),
    noFarm: flags['no-farm'] === true ? true : null,
    percent: numberIn(flags, 'percent', [1, 100], text),
    partial: flags.partial === true ? true : null,
  };
}

type Limits = readonly [min: number, max: number];

function numberIn(flags: Flags, flag: 'status' | 'percent', [min, max]: Limits, text: string): number | null {
  const value = flags[flag];
  if (value === undefined) return null;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw faultInvalid(text, `--${flag} is a whole number, from ${min} to ${max}.`);
}

/** What an administrator does, and undoes. */
const SWITCHES: Readonly<Record<string, (world: World, wish: Words & Omit<Wish, 'forMs'>) => Making>> = {
  'force-outage': (world, wish) => forcedOutage(world, switchTarget(wish)),
  'stop-stream': (world, wish) => stoppedService(world, switchTarget(wish)),
};

function switchTarget({ text, kind, target, flags }: Words & Pick<Wish, 'text'>): string {
  if (target === null) throw incomplete(text);
  const others = Object.keys(flags).filter((flag) => flag !== 'at' && flag !== 'for');
  if (others.length > 0) throw faultInvalid(text, `${kind} takes --at and --for alone.`);
  return target;
}

/** On every connector of a zone. */
function forcedOutage(world: World, target: string): Making {
  const zones = target === 'all' ? world.zones : [zoneNamed(world, target)];
  const connectors = zones.flatMap(({ topology }) => topology.connectors);
  return {
    begin: { type: 'outage-forced', connectors, untilMs: null },
    end: { type: 'outage-ended', connectors },
    zones,
  };
}

/** A streaming server tells its targets to log in elsewhere. */
function stoppedService(world: World, target: string): Making {
  const servers = [serverNamed(world, target)];
  return {
    begin: { type: 'stream-stopped', servers, untilMs: null },
    end: { type: 'stream-started', servers },
    zones: [],
  };
}

/** As typed, but for the time, which stands beside it. */
function labelOf({ kind, target, flags: { at: _at, for: _for, ...flags } }: Words): string {
  const words = Object.entries(flags).map(([flag, value]) => (value === true ? `--${flag}` : `--${flag} ${value}`));
  return [kind, ...(target === null ? [] : [target]), ...words].join(' ');
}

function faultMissing(): UserError {
  return new UserError('usage', 'FAULT_MISSING', 'There is no fault to rehearse.', {
    why: 'Say what goes wrong, each fault as one argument in the words of "fault inject".',
    hints: [EXAMPLE, 'holdover fault kinds'],
  });
}

function incomplete(text: string): UserError {
  return faultInvalid(text, 'It is a kind and a target, as with "fault inject", and all of it one argument.');
}

function faultInvalid(text: string, why: string): UserError {
  return new UserError('usage', 'FAULT_INVALID', `"${text}" is no fault that can be rehearsed.`, {
    why,
    hints: [EXAMPLE, 'holdover fault kinds'],
  });
}

function tooLong(forMs: number): UserError {
  return new UserError('usage', 'FLAG_INVALID', `--for ${formatDuration(forMs)} is too long for a rehearsal.`, {
    why: `It is ${formatDuration(FOR_MAX_MS)} at most.`,
    hints: [EXAMPLE],
  });
}

function tooLate(text: string, forMs: number): UserError {
  return new UserError('usage', 'DURATION_INVALID', `"${text}" would begin when all is over.`, {
    why: `The faults last for ${formatDuration(forMs)}: --at has to be less than --for.`,
    hints: [EXAMPLE],
  });
}
