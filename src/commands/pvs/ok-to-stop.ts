/**
 * `holdover pvs ok-to-stop SERVER…`.
 */
import * as Args from '@oclif/core/args';
import { okToStopServers } from '../../app/pvs/ok-to-stop.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { pvsOkToStopText } from '../../ui/text/pvs-ok-to-stop.ts';

export default class PvsOkToStop extends BaseCommand {
  static override summary =
    'Say whether servers can be stopped together without harm, and which targets would move or freeze.';
  static override examples = ['<%= config.bin %> pvs ok-to-stop pvs1', '<%= config.bin %> pvs ok-to-stop pvs1 pvs3'];
  static override strict = false;
  static override args = {
    servers: Args.string({ required: true, description: 'Servers that would be stopped at once.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(PvsOkToStop);
    const result = await okToStopServers(this.context(flags), argv.map(String));
    this.show(result, () => pvsOkToStopText(result));
    if (!result.ok) this.exitWith('negative');
  }
}
