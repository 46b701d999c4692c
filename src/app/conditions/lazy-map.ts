/**
 * A map that looks its values up when somebody asks for them: a condition on one target of a hundred thousand makes no map of all.
 *
 * Not here: what the values are (status-view.ts).
 */

/** What the map is of: things that are numbered from 0 on, each with a name of its own. */
export interface Named<Value> {
  readonly count: number;
  readonly nameOf: (index: number) => string;
  /** Null where nothing has this name. */
  readonly indexOf: (name: string) => number | null;
  readonly valueOf: (index: number) => Value;
}

/** Read only. */
export class LazyMap<Value> extends Map<string, Value> {
  readonly #named: Named<Value>;

  constructor(named: Named<Value>) {
    super();
    this.#named = named;
  }

  override get size(): number {
    return this.#named.count;
  }

  override has(name: string): boolean {
    return this.#named.indexOf(name) !== null;
  }

  override get(name: string): Value | undefined {
    const index = this.#named.indexOf(name);
    return index === null ? undefined : this.#named.valueOf(index);
  }

  override *keys(): MapIterator<string> {
    for (let index = 0; index < this.size; index++) yield this.#named.nameOf(index);
  }

  override *values(): MapIterator<Value> {
    for (let index = 0; index < this.size; index++) yield this.#named.valueOf(index);
  }

  override *entries(): MapIterator<[string, Value]> {
    for (let index = 0; index < this.size; index++) yield [this.#named.nameOf(index), this.#named.valueOf(index)];
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override forEach(tell: (value: Value, name: string, map: Map<string, Value>) => void): void {
    for (const [name, value] of this) tell(value, name, this);
  }
}

// The library of conditions knows a map by its constructor.
Object.defineProperty(LazyMap.prototype, 'constructor', { value: Map });
