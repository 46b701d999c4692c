/**
 * The command lines of drills inside a test. Commands are loaded as tests load everything else, so that there is one class of each name.
 *
 * Not here: the real program, whose commands oclif loads (cli.ts).
 */
import { join } from 'node:path';
import type { Command } from '@oclif/core/command';
import { InnerCommands } from '../../src/cli/inner-command.ts';
import { loadConfig } from '../../src/cli/load-config.ts';
import { ROOT } from './cli.ts';

export async function innerCommands(): Promise<InnerCommands> {
  const config = await loadConfig({ root: ROOT, sources: true });
  for (const command of config.commands) command.load = () => loaded(command.id);
  return new InnerCommands(config);
}

async function loaded(id: string): Promise<Command.Class> {
  const { default: command } = await import(join(ROOT, 'src', 'commands', `${id.replaceAll(':', '/')}.ts`));
  return Object.assign(command, { id });
}
