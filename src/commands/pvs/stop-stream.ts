/**
 * `holdover pvs stop-stream SERVER`.
 */
import * as Args from '@oclif/core/args';
import { stopStream } from '../../app/pvs/stop-stream.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { durationFlag } from '../../cli/durations.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { stopStreamText } from '../../ui/text/pvs-stream.ts';

export default class PvsStopStream extends BaseCommand {
  static override summary = 'Stop the Stream Service of a server: its targets are told to log in elsewhere.';
  static override examples = [
    '<%= config.bin %> pvs stop-stream pvs1 --wait',
    '<%= config.bin %> pvs stop-stream pvs1 --for 15m',
  ];
  static override args = {
    server: Args.string({ required: true, description: 'A server of the farm.' }),
  };
  static override flags = {
    ...changeFlags,
    ...waitFlags,
    for: durationFlag({ summary: 'Start it again by itself after this time.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsStopStream);
    // What is only tried out costs no time: a dry run says where the targets land.
    const context = this.context({ ...flags, wait: flags.wait || flags['dry-run'] });
    const result = await stopStream(context, { server: args.server, forMs: flags.for ?? null });
    this.show(result, () => withOutcome(stopStreamText(result), result, 'pvs'));
    if (result.settled === false) this.exitWith('not-settled');
  }
}
