/**
 * `holdover status`.
 */
import * as Flags from '@oclif/core/flags';
import { status, type VerboseStatusDocument } from '../app/status.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { statusText } from '../ui/text/status.ts';

export default class Status extends BaseCommand {
  static override summary = 'Show how the whole site stands.';
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --json --exit-code'];
  static override flags = {
    'exit-code': Flags.boolean({ summary: 'Exit with 1 unless the verdict is healthy.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(Status);
    const result = await status(this.context(flags));
    const { verbose } = flags;
    const document: VerboseStatusDocument = verbose
      ? { ...result.document, assumptions: result.assumptions }
      : result.document;
    this.show(document, () => statusText(result, { verbose, title: 'holdover' }));
    if (flags['exit-code'] && result.document.verdict !== 'healthy') this.exitWith('negative');
  }
}
