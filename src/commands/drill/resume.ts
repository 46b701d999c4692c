/**
 * `holdover drill resume [RUN]`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { resumeDrill } from '../../app/drill/resume.ts';
import { answerFlag, DrillCommand, recordOf, stepFlags } from '../../cli/drill-command.ts';
import { drillRunText } from '../../ui/text/drill-run.ts';

export default class DrillResume extends DrillCommand {
  static override summary = 'Go on with a run that was paused, or whose process was killed.';
  static override description =
    'First it looks whether what finished steps promised still holds. What was done is not done again.';
  static override examples = [
    '<%= config.bin %> drill resume',
    '<%= config.bin %> drill resume r3 --answer helpdesk=yes',
  ];
  static override args = { run: Args.string({ description: 'Which run; without it, the last one.' }) };
  static override flags = {
    ...answerFlag,
    ...stepFlags,
    force: Flags.string({
      summary: 'Go on although what finished steps promised no longer holds.',
      helpValue: 'CODE',
      options: ['DRILL_DRIFTED'],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillResume);
    const acceptsDrift = flags.force !== undefined;
    const options = { run: args.run ?? null, answers: recordOf(flags.answer), acceptsDrift };
    const result = await resumeDrill(this.longContext(flags), options, this.conducting(flags));
    this.show(result, () => drillRunText(result));
    this.exitWithVerdict(result);
  }
}
