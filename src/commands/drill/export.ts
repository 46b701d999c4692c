/**
 * `holdover drill export FILE`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { type DrillExportResult, exportedDrill } from '../../app/drill/report.ts';
import { DrillCommand, paramFlag, recordOf } from '../../cli/drill-command.ts';
import { runbookText } from '../../ui/report/runbook.ts';

export default class DrillExport extends DrillCommand {
  static override summary = 'Print a drill as a runbook on paper, for those who carry it out by hand.';
  static override examples = [
    '<%= config.bin %> drill export lhc-outage > runbook.md',
    '<%= config.bin %> drill export examples/drills/lhc-outage.yaml --to markdown --param zone=ams',
  ];
  static override args = {
    file: Args.string({
      required: true,
      description: 'A drill file, or the name of one that ships; - reads standard input.',
    }),
  };
  static override flags = {
    ...paramFlag,
    to: Flags.option({ options: ['markdown'] as const })({ summary: 'In which form.', default: 'markdown' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillExport);
    const params = recordOf(flags.param);
    const drill = await exportedDrill({ file: args.file, params, root: this.config.root }, this.commandLines());
    const text = runbookText(drill, params);
    const result: DrillExportResult = { schema: 'holdover.drill-export/1', drill: drill.name, format: flags.to, text };
    this.show(result, () => text);
  }
}
