/**
 * `holdover help [COMMAND | PAGE]`.
 */
import * as Args from '@oclif/core/args';
import type { HelpResult } from '../app/program-result.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { EXIT_CODES } from '../cli/exit-codes.ts';
import { splitCommand } from '../cli/front-door.ts';
import { helpText } from '../cli/help.ts';
import { unknownCommand } from '../cli/unknown-command.ts';
import { helpPages } from '../ui/text/help-topics/index.ts';

export default class Help extends BaseCommand {
  static override summary = 'Show help for a command, or a page about exit codes, states, files, the environment.';
  static override args = {
    subject: Args.string({
      multiple: true,
      description: 'A command such as "lhc status", or a page such as "states".',
    }),
  };
  static override examples = ['<%= config.bin %> help exit-codes', '<%= config.bin %> help site load'];

  async run(): Promise<void> {
    const { args } = await this.parse(Help);
    const subject = args.subject ?? [];
    const text = await this.textOf(subject);
    this.show<HelpResult>({ schema: 'holdover.help/1', subject: subject.join(' '), text }, () => text);
  }

  private async textOf(subject: readonly string[]): Promise<string> {
    const page = subject.length === 1 ? helpPages.find(({ name }) => name === subject[0]) : undefined;
    if (page !== undefined) return page.text(Object.values(EXIT_CODES));
    const [id] = splitCommand(subject, (name) => this.config.findCommand(name) !== undefined);
    const isKnown = id === '' || this.config.findCommand(id) !== undefined || this.config.findTopic(id) !== undefined;
    if (!isKnown)
      throw unknownCommand(
        subject,
        this.config,
        helpPages.map(({ name }) => name),
      );
    return helpText(
      id.split(':').filter((word) => word !== ''),
      this.config,
    );
  }
}
