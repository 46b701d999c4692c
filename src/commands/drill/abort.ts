/**
 * `holdover drill abort [RUN]`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { abortDrill } from '../../app/drill/resume.ts';
import { DrillCommand } from '../../cli/drill-command.ts';
import { drillRunText } from '../../ui/text/drill-run.ts';

export default class DrillAbort extends DrillCommand {
  static override summary = 'End a run that is not over, and take back what it did, newest first.';
  static override examples = [
    '<%= config.bin %> drill abort',
    '<%= config.bin %> drill abort r3 --reason "the change window is over"',
  ];
  static override args = { run: Args.string({ description: 'Which run; without it, the last one.' }) };
  static override flags = {
    reason: Flags.string({ summary: 'Why, for the report.', helpValue: 'TEXT', default: 'drill abort' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillAbort);
    const options = { run: args.run ?? null, reason: flags.reason };
    const result = await abortDrill(this.longContext(flags), options, this.conducting(flags));
    this.show(result, () => drillRunText(result));
    this.exitWithVerdict(result);
  }
}
