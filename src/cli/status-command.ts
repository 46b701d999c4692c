/**
 * What `status` does, whichever topic it is typed under.
 *
 * Not here: the document (app/status.ts), and how it looks (ui/text/status.ts).
 */
import * as Flags from '@oclif/core/flags';
import { type StatusOptions, status, type VerboseStatus } from '../app/status.ts';
import { statusText } from '../ui/text/status.ts';
import { BaseCommand } from './base-command.ts';

export abstract class StatusCommand extends BaseCommand {
  static override flags = {
    'exit-code': Flags.boolean({ summary: 'Exit with 1 unless the verdict is healthy.' }),
    summary: Flags.boolean({ summary: 'In JSON, leave out the lists of machines and targets.' }),
  };

  /** What the command is about. */
  protected abstract readonly part: StatusOptions['part'];

  async run(): Promise<void> {
    const { flags } = await this.parse(this.ctor as typeof StatusCommand);
    const { json, summary, verbose } = flags;
    const targets = json && !summary ? 'listed' : 'counted';
    const result = await status(this.context(flags), { part: this.part, targets });
    const { document, assumptions } = result;
    this.show<VerboseStatus>(verbose ? { ...document, assumptions } : document, () =>
      statusText(result, { verbose, title: TITLES[this.part] }),
    );
    if (flags['exit-code'] && document.verdict !== 'healthy') this.exitWith('negative');
  }
}

const TITLES: Readonly<Record<StatusOptions['part'], string>> = { lhc: 'LHC', pvs: 'PVS', both: 'holdover' };
