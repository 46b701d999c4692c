/**
 * `holdover lhc ok-to-stop CONNECTOR…`.
 */
import * as Args from '@oclif/core/args';
import { okToStop } from '../../app/lhc/ok-to-stop.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { okToStopText } from '../../ui/text/ok-to-stop.ts';

export default class LhcOkToStop extends BaseCommand {
  static override summary = 'Say whether connectors can be stopped together without harm, and what would move.';
  static override examples = [
    '<%= config.bin %> lhc ok-to-stop cc-ams-01',
    '<%= config.bin %> lhc ok-to-stop cc-ams-01 cc-ams-02',
  ];
  static override strict = false;
  static override args = {
    connectors: Args.string({ required: true, description: 'Connectors that would be stopped at once.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(LhcOkToStop);
    const result = await okToStop(this.context(flags), argv.map(String));
    this.show(result, () => okToStopText(result));
    if (!result.ok) this.exitWith('negative');
  }
}
