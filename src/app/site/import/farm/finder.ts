/**
 * Finds things of a farm by what other objects call them: by their id, else by their name without case.
 */

export interface Findable {
  /** As `idIn` gives it; null where the export has none. */
  readonly id: string | null;
  /** As it was exported. */
  readonly exportedName: string;
}

/** Gives the thing with the id, else the first one with the name, else null. */
export type Finder<Item extends Findable> = (id: string | null, name: string | null) => Item | null;

export function finderOf<Item extends Findable>(items: readonly Item[]): Finder<Item> {
  const byId = new Map<string, Item>();
  const byName = new Map<string, Item>();
  for (const item of items) {
    const name = item.exportedName.toLowerCase();
    if (item.id !== null) byId.set(item.id, item);
    if (!byName.has(name)) byName.set(name, item);
  }
  return (id, name) => (id === null ? undefined : byId.get(id)) ?? byName.get(name?.toLowerCase() ?? '') ?? null;
}
