/**
 * `holdover drill plan FILE`.
 */
import * as Args from '@oclif/core/args';
import { planDrill } from '../../app/drill/plan.ts';
import { answerFlag, DrillCommand, drillFlags, recordOf } from '../../cli/drill-command.ts';
import { drillPlanText } from '../../ui/text/drill-plan.ts';

export default class DrillPlan extends DrillCommand {
  static override summary = 'Show what a drill would do on the site and what would come of it, from a run in a copy.';
  static override description =
    'Questions that are not answered with --answer are taken for answered well, and commands of this machine for done. The site stays as it is. The exit code is 1 where the drill would fail.';
  static override examples = ['<%= config.bin %> drill plan lhc-outage --param zone=ams'];
  static override args = {
    file: Args.string({
      required: true,
      description: 'A drill file, or the name of one that ships; - reads standard input.',
    }),
  };
  static override flags = { ...drillFlags, ...answerFlag };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillPlan);
    const options = {
      file: args.file,
      params: recordOf(flags.param),
      answers: recordOf(flags.answer),
      allowsRun: true,
      accepted: flags.force ?? [],
    };
    const result = await planDrill(this.longContext(flags), options, this.tools({ ...flags, quiet: true }));
    this.show(result, () => drillPlanText(result));
    if (result.predictedVerdict === 'failed') this.exitWith('negative');
  }
}
