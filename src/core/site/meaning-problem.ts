/**
 * What is wrong with the meaning of a definition, in a form that does not depend on how the site was written down.
 *
 * Paths are in the words of the site file (`start`, not `startMs`), so that whoever read the file can find the line.
 *
 * Not here: the rules themselves (meaning.ts and its neighbours), lines and columns, and "did you mean" (app/site).
 */

export type Path = readonly (string | number)[];

export interface MeaningProblem {
  readonly path: Path;
  /** Whether the name of the entry is wrong, or what it holds. */
  readonly at: 'key' | 'value';
  readonly code: string;
  readonly message: string;
  /** A name that stands for nothing. */
  readonly found?: string;
  /** The names that could stand there instead. */
  readonly allowed?: readonly string[];
  /** Other places that the verdict rests on. Where one of them could not be read, the verdict is not known. */
  readonly restsOn: readonly Path[];
}

/** The names of one kind of thing, and where the file declares them. */
export interface Vocabulary {
  /** As a sentence names it: `zone`. */
  readonly noun: string;
  /** Where only some of them can be meant: ` in site "ams"`. */
  readonly place: string;
  /** Problem code for a name that is not among them: `ZONE_UNKNOWN`. */
  readonly code: string;
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  readonly declaredAt: readonly Path[];
}

/** A problem with what stands at `path`. */
export function wrong(path: Path, code: string, message: string, restsOn: readonly Path[] = []): MeaningProblem {
  return { path, at: 'value', code, message, restsOn };
}

/** A problem with the name of the entry at `path`. */
export function wrongName(path: Path, code: string, message: string, restsOn: readonly Path[] = []): MeaningProblem {
  return { path, at: 'key', code, message, restsOn };
}

/** The keys of a map, as a vocabulary. */
export function keysOf(noun: string, code: string, map: Readonly<Record<string, unknown>>, path: Path): Vocabulary {
  return vocabulary(noun, code, Object.keys(map), (name) => Object.hasOwn(map, name), [path]);
}

/** A list of names, compared exactly, as a vocabulary. */
export function namesOf(noun: string, code: string, names: readonly string[], declaredAt: readonly Path[]): Vocabulary {
  const known = new Set(names);
  return vocabulary(noun, code, [...known], (name) => known.has(name), declaredAt);
}

/** A list of FQDNs, compared without case, as a vocabulary. */
export function fqdnsOf(noun: string, code: string, fqdns: readonly string[], declaredAt: readonly Path[]): Vocabulary {
  const known = new Set(fqdns.map((fqdn) => fqdn.toLowerCase()));
  return vocabulary(noun, code, fqdns, (name) => known.has(name.toLowerCase()), declaredAt);
}

/** The same names, of which only those at one place can be meant. */
export function within(place: string, all: Vocabulary): Vocabulary {
  return { ...all, place: ` ${place}` };
}

function vocabulary(
  noun: string,
  code: string,
  names: readonly string[],
  has: (name: string) => boolean,
  declaredAt: readonly Path[],
): Vocabulary {
  return { noun, place: '', code, names, has, declaredAt };
}

/** A problem where `name` at `path` is not in the vocabulary; nothing where it is. */
export function reference(path: Path, at: 'key' | 'value', name: string, known: Vocabulary): MeaningProblem[] {
  return known.has(name) ? [] : [unknownName(path, at, name, known)];
}

/** The problem of a name that is not in the vocabulary. */
export function unknownName(path: Path, at: 'key' | 'value', name: string, known: Vocabulary): MeaningProblem {
  return {
    path,
    at,
    code: known.code,
    message: `there is no ${known.noun} "${name}"${known.place}`,
    found: name,
    allowed: known.names,
    restsOn: known.declaredAt,
  };
}

/** Problems of a list of names: each must be in the vocabulary, and none may come twice (case is ignored). */
export function references(path: Path, names: readonly string[], known: Vocabulary): MeaningProblem[] {
  return [
    ...names.flatMap((name, index) => reference([...path, index], 'value', name, known)),
    ...repeated(path, names, known.noun),
  ];
}

/** Problems for the entries of a list that came before in it. Case is ignored. */
export function repeated(path: Path, names: readonly string[], noun: string): MeaningProblem[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const folded = name.toLowerCase();
    if (!seen.has(folded)) {
      seen.add(folded);
      return [];
    }
    return [wrong([...path, index], 'LISTED_TWICE', `the ${noun} "${name}" is listed twice`)];
  });
}

/** `zones.ams.connectors[0].fqdn`: a path as people read it. */
export function formatPath(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[A-Za-z0-9_-]+$/.test(part)) text += text === '' ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}
