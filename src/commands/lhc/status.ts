/**
 * `holdover lhc status`.
 */
import * as Flags from '@oclif/core/flags';
import { status, type VerboseStatusDocument } from '../../app/status.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { statusText } from '../../ui/text/status.ts';

export default class LhcStatus extends BaseCommand {
  static override summary = 'Show every zone: its state, who brokers, and how many machines are registered.';
  static override examples = [
    '<%= config.bin %> lhc status',
    '<%= config.bin %> lhc status --json',
    '<%= config.bin %> lhc status --verbose',
  ];
  static override flags = {
    'exit-code': Flags.boolean({ summary: 'Exit with 1 unless the verdict is healthy.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcStatus);
    const result = await status(this.context(flags));
    const { verbose } = flags;
    const document: VerboseStatusDocument = verbose
      ? { ...result.document, assumptions: result.assumptions }
      : result.document;
    this.show(document, () => statusText(result, { verbose, title: 'LHC' }));
    if (flags['exit-code'] && result.document.verdict !== 'healthy') this.exitWith('negative');
  }
}
