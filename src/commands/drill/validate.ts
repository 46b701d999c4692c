/**
 * `holdover drill validate FILE…`.
 */
import * as Args from '@oclif/core/args';
import { drillPath } from '../../app/drill/shipped.ts';
import { validateDrills } from '../../app/drill/validate.ts';
import { DrillCommand } from '../../cli/drill-command.ts';
import { drillValidateText } from '../../ui/text/drill-validate.ts';

export default class DrillValidate extends DrillCommand {
  static override summary = 'Check drill files and name everything that is wrong with them. No site is needed.';
  static override examples = [
    '<%= config.bin %> drill validate outage.yaml fail-over.yaml',
    '<%= config.bin %> drill validate - < outage.yaml',
  ];
  static override args = {
    file: Args.string({
      required: true,
      multiple: true,
      description: 'Drill files, or names of drills that ship; - for standard input.',
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(DrillValidate);
    const files = args.file.map((file) => drillPath(file, this.config.root));
    const result = await validateDrills(files, this.commandLines());
    this.show(result, () => drillValidateText(result));
  }
}
