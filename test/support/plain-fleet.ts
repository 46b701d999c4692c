/**
 * The machines of a zone as the `vda` machine of core has them, one state each, run event by event: what a fleet is measured by.
 *
 * Besides the agents it keeps what a broker knows: who holds a machine, and when it gives a silent one up.
 */
import { stepVda, type VdaInput, type VdaState } from '../../src/core/lhc/vda/index.ts';
import type { FleetAnswer } from '../../src/sim/fleet.ts';
import type { FleetColumns, FleetSettings } from '../../src/sim/fleet-columns.ts';

const NOBODY = 0;
const CLOUD = 1;
const FIRST_CONNECTOR = 2;

interface Machine {
  vda: VdaState;
  holder: number;
  lastAcceptedMs: number;
  down: boolean;
}

export class PlainFleet {
  readonly moves: string[] = [];
  readonly #machines: Machine[];
  readonly #settings: FleetSettings;
  readonly #order: (machine: number, atMs: number) => readonly number[];

  /** Begins as settled columns have it. `order` is the chance of a round. */
  constructor(
    { nextContactMs, via, holder }: FleetColumns,
    settings: FleetSettings,
    order: (machine: number, atMs: number) => readonly number[],
  ) {
    this.#settings = settings;
    this.#order = order;
    this.#machines = Array.from(nextContactMs, (nextMs, machine) => ({
      vda: { via: String(via[machine]! - 1), sessions: [], nextContactMs: nextMs, round: [] },
      holder: holder[machine] as number,
      lastAcceptedMs: nextMs - settings.heartbeatMs,
      down: false,
    }));
  }

  /** Everything up to a moment, while connectors answer as given. */
  run(untilMs: number, answers: readonly FleetAnswer[]): void {
    for (const [index, machine] of this.#machines.entries()) {
      for (let dueMs = this.#dueMs(machine); dueMs <= untilMs; dueMs = this.#dueMs(machine)) {
        if (this.#lossMs(machine) === dueMs) this.#hold(index, NOBODY, dueMs);
        else this.#contact(index, dueMs, answers);
      }
    }
  }

  stop(index: number): void {
    const machine = this.#machines[index]!;
    machine.down = true;
    machine.vda = { ...machine.vda, via: null };
  }

  start(index: number, atMs: number): void {
    const machine = this.#machines[index]!;
    if (!machine.down) return;
    machine.down = false;
    machine.vda = { ...machine.vda, nextContactMs: atMs };
  }

  releaseAll(holder: number, atMs: number): void {
    for (const [index, machine] of this.#machines.entries()) {
      if (machine.holder === holder) this.#hold(index, NOBODY, atMs);
    }
  }

  state(): string {
    return this.#machines.map(({ vda, holder }) => `${vda.via ?? -1}/${holder}`).join(' ');
  }

  #contact(index: number, atMs: number, answers: readonly FleetAnswer[]): void {
    const order = this.#order(index, atMs).map(String);
    let asked = this.#step(index, { type: 'deadline', atMs, order });
    while (asked !== null) {
      const connector = Number(asked);
      const answer = answers[connector] as FleetAnswer;
      const accepted = answer === 'accepted-by-cloud' || answer === 'accepted-by-secondary';
      const from = asked;
      asked = this.#step(index, { type: 'answered', atMs, from, answer: accepted ? 'accepted' : answer });
      if (!accepted) continue;
      this.#machines[index]!.lastAcceptedMs = atMs;
      this.#hold(index, answer === 'accepted-by-cloud' ? CLOUD : FIRST_CONNECTOR + connector, atMs);
    }
  }

  /** One step of the agent. Returns the connector that it contacts with it. */
  #step(index: number, input: VdaInput): string | null {
    const machine = this.#machines[index]!;
    const [vda, effects] = stepVda(machine.vda, input, this.#settings);
    machine.vda = vda;
    const contact = effects.find((effect) => effect.type === 'contact');
    return contact?.type === 'contact' ? contact.connector : null;
  }

  #hold(index: number, holder: number, atMs: number): void {
    const machine = this.#machines[index]!;
    if (machine.holder === holder) return;
    this.moves.push(`${atMs} ${index} ${machine.holder} ${holder}`);
    machine.holder = holder;
  }

  #dueMs(machine: Machine): number {
    return Math.min(machine.down ? Number.POSITIVE_INFINITY : machine.vda.nextContactMs, this.#lossMs(machine));
  }

  /** When the broker that holds a machine registered nowhere gives it up. */
  #lossMs({ vda, holder, lastAcceptedMs }: Machine): number {
    if (vda.via !== null || holder === NOBODY) return Number.POSITIVE_INFINITY;
    return lastAcceptedMs + this.#settings.contactLostMs;
  }
}
