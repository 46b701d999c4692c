/**
 * oclif's configuration: which commands there are, in which folders the user's files are.
 *
 * What is built has a manifest, and its commands are found by it; the sources are looked through by oclif itself. In both cases nothing
 * but this program's own commands is loaded: there are no plugins.
 * Not here: what is done with it (main.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Interfaces } from '@oclif/core';
import type { Command } from '@oclif/core/command';
import { Config } from '@oclif/core/config';
import { settings } from '@oclif/core/settings';

/** Where the program is, and which of its two forms is to run. */
export interface Program {
  /** The folder of package.json. */
  readonly root: string;
  /** Runs the commands of src instead of dist. */
  readonly sources: boolean;
}

export async function loadConfig({ root, sources }: Program): Promise<Config> {
  // Type stripping is Node's own: oclif has nothing to register and nothing to look for.
  settings.enableAutoTranspile = false;
  // Without this oclif looks the shell up in the system's user list, and fails for a user who is not in it, as in some containers.
  process.env.SHELL ??= '/bin/sh';
  const pjson = readJson(root, 'package.json') as Interfaces.PJSON;
  if (!sources) return loaded({ root, pjson, plugins: new Map([[pjson.name, builtCommands(root, pjson)]]) });
  const commands = { ...(pjson.oclif.commands as object), target: './src/commands' };
  const changed = { ...pjson, oclif: { ...pjson.oclif, commands } };
  return loaded({
    root,
    pjson: changed as Interfaces.PJSON,
    ignoreManifest: true,
    userPlugins: false,
    devPlugins: false,
  });
}

async function loaded(options: Interfaces.Options): Promise<Config> {
  const config = new OwnConfig(options);
  await config.load();
  return config;
}

class OwnConfig extends Config {
  /** Help has no colours of its own that a file could change. */
  override async loadTheme(): Promise<undefined> {}
}

/**
 * The commands of the manifest, as oclif's root plugin. oclif's own class would search for package.json, compare names by the rules of a
 * language, and ask for a plugins file of the user's: all of that takes longer than running a command.
 */
function builtCommands(root: string, pjson: Interfaces.PJSON): Interfaces.Plugin {
  const manifest = readJson(root, 'oclif.manifest.json') as Interfaces.Manifest;
  const plugin: Interfaces.Plugin = {
    _base: '',
    name: pjson.name,
    alias: pjson.name,
    version: pjson.version,
    type: 'core',
    moduleType: 'module',
    root,
    pjson,
    isRoot: true,
    valid: true,
    hasManifest: true,
    hooks: {},
    options: { root },
    commandsDir: undefined,
    commandIDs: Object.keys(manifest.commands),
    commands: Object.values(manifest.commands).map((cached) => ({ ...cached, load: () => load(cached) })),
    topics: Object.entries(pjson.oclif.topics ?? {}).map(([name, topic]) => ({ ...topic, name })),
    findCommand: (id: string) => load(manifest.commands[id] as Command.Cached),
    load: async () => {},
  };
  const load = async ({ id, relativePath }: Command.Cached): Promise<Command.Class> => {
    const { default: command } = await import(pathToFileURL(join(root, ...(relativePath as string[]))).href);
    return Object.assign(command, { id, plugin });
  };
  return plugin;
}

function readJson(root: string, name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}
