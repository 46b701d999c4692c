/**
 * `holdover pvs start-stream SERVER`.
 */
import * as Args from '@oclif/core/args';
import { startStream } from '../../app/pvs/start-stream.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { startStreamText } from '../../ui/text/pvs-stream.ts';

export default class PvsStartStream extends BaseCommand {
  static override summary = 'Start the Stream Service of a server again.';
  static override examples = ['<%= config.bin %> pvs start-stream pvs1'];
  static override args = {
    server: Args.string({ required: true, description: 'A server of the farm.' }),
  };
  static override flags = { ...changeFlags, ...waitFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsStartStream);
    const result = await startStream(this.context(flags), args.server);
    this.show(result, () => withOutcome(startStreamText(result), result, 'pvs'));
    if (result.refusal !== null) this.exitWith('negative');
    else if (result.settled === false) this.exitWith('not-settled');
  }
}
