/**
 * What can be typed where, as completion scripts need it: a node for every topic and command, by the words that lead to it.
 *
 * It is made from what oclif knows of the commands, and from lists of words that are the same on every machine.
 * Not here: the scripts (ui/completion), and names of a site's zones, machines and servers, which would have to be asked for at every key.
 */
import { listFaultKinds } from '../fault/kinds.ts';

export interface CompletionWords {
  readonly nodes: readonly CompletionNode[];
}

export interface CompletionNode {
  /** The words that lead here, with blanks: `lhc status`; the empty text for `holdover` itself. */
  readonly path: string;
  /** What may come next: words of commands, or values of an argument. */
  readonly words: readonly Word[];
  readonly flags: readonly CompletionFlag[];
  /** Whether a file may come next. */
  readonly takesFile: boolean;
}

export interface Word {
  readonly name: string;
  readonly summary: string;
}

export interface CompletionFlag extends Word {
  readonly takesValue: boolean;
  /** What the value can be, where that is known. */
  readonly values: readonly string[];
}

/** A command, as oclif's manifest describes it. */
export interface KnownCommand {
  readonly id: string;
  readonly summary?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly args: Readonly<Record<string, KnownArgument>>;
  readonly flags: Readonly<Record<string, KnownFlag>>;
}

export interface KnownArgument {
  readonly name: string;
  readonly options?: readonly string[] | undefined;
}

export interface KnownFlag {
  readonly type: string;
  readonly summary?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly helpGroup?: string | undefined;
  readonly options?: readonly string[] | undefined;
}

export interface KnownTopic {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface Known {
  readonly commands: readonly KnownCommand[];
  readonly topics: readonly KnownTopic[];
  /** The pages of `holdover help`. */
  readonly pages: readonly Word[];
}

const HELP_FLAG: CompletionFlag = { name: '--help', summary: 'Show help.', takesValue: false, values: [] };
const VERSION_FLAG: CompletionFlag = { name: '--version', summary: 'Show the version.', takesValue: false, values: [] };

export function completionWords(known: Known): CompletionWords {
  const commands = known.commands.filter(({ hidden }) => hidden !== true);
  const ids = new Set(commands.map(({ id }) => id));
  const topics = known.topics.filter(({ name }) => !ids.has(name));
  const globalFlags = flagsOf(commands[0]?.flags ?? {}).filter(
    ({ name }) => commands[0]?.flags[name.slice(2)]?.helpGroup === 'GLOBAL',
  );
  const places = [...topics.map(({ name, description }) => ({ id: name, summary: description })), ...commands];
  const topicNodes = topics.map(({ name }) => topicNode(name, places, globalFlags));
  const root = { ...topicNode('', places, globalFlags), flags: [...globalFlags, HELP_FLAG, VERSION_FLAG] };
  const nodes = [root, ...topicNodes, ...commands.map((command) => commandNode(command, root.words, known.pages))];
  const helpNodes = topicNodes.map((node) => ({ ...node, path: `help ${node.path}` }));
  return { nodes: [...nodes, ...helpNodes].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Something that has a name of one or more words, `lhc:status`, and a sentence. */
interface Place {
  readonly id: string;
  readonly summary?: string | undefined;
}

function topicNode(topic: string, places: readonly Place[], flags: readonly CompletionFlag[]): CompletionNode {
  const prefix = topic === '' ? '' : `${topic}:`;
  const words = places
    .filter(({ id }) => id.startsWith(prefix) && !id.slice(prefix.length).includes(':'))
    .map(({ id, summary }) => ({ name: id.slice(prefix.length), summary: summary ?? '' }));
  return { path: pathOf(topic), words: words.sort(byName), flags: [...flags, HELP_FLAG], takesFile: false };
}

function commandNode(command: KnownCommand, all: readonly Word[], pages: readonly Word[]): CompletionNode {
  const first = Object.values(command.args)[0];
  return {
    path: pathOf(command.id),
    words: command.id === 'help' ? [...all, ...pages].sort(byName) : argumentWords(command.id, first),
    flags: [...flagsOf(command.flags), HELP_FLAG],
    takesFile: first?.name === 'file' || first?.name === 'path',
  };
}

/** The values of a command's first argument, where they are the same everywhere. */
function argumentWords(id: string, argument: KnownArgument | undefined): readonly Word[] {
  if (id === 'fault:inject')
    return listFaultKinds().kinds.map(({ kind, meaning }) => ({ name: kind, summary: meaning }));
  return (argument?.options ?? []).map((name) => ({ name, summary: '' }));
}

function flagsOf(flags: Readonly<Record<string, KnownFlag>>): CompletionFlag[] {
  return Object.entries(flags)
    .filter(([, { hidden }]) => hidden !== true)
    .map(([name, { type, summary, options }]) => ({
      name: `--${name}`,
      summary: summary ?? '',
      takesValue: type === 'option',
      values: options ?? [],
    }))
    .sort(byName);
}

function pathOf(id: string): string {
  return id.replaceAll(':', ' ');
}

function byName(a: Word, b: Word): number {
  return a.name < b.name ? -1 : 1;
}
