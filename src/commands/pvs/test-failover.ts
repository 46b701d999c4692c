/**
 * `holdover pvs test-failover TARGET | --vdisk D | --server S`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { testFailover } from '../../app/pvs/test-failover.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { durationFlag } from '../../cli/durations.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { testFailoverText } from '../../ui/text/pvs-test-failover.ts';

const WITHIN_MS = 60_000;

export default class PvsTestFailover extends BaseCommand {
  static override summary =
    'Stop the Stream Service that a target streams from, and see whether the target goes on with another server.';
  static override examples = [
    '<%= config.bin %> pvs test-failover vda-017',
    '<%= config.bin %> pvs test-failover --vdisk win11 --within 10s',
    '<%= config.bin %> pvs test-failover --server pvs2 --dry-run',
  ];
  static override args = {
    target: Args.string({ description: 'The target that the verdict is about.' }),
  };
  static override flags = {
    ...changeFlags,
    vdisk: Flags.string({
      summary: 'Test all targets of this vDisk: the servers that stream it to them are stopped one at a time.',
      helpValue: 'VDISK',
    }),
    server: Flags.string({ summary: 'Test all targets that this server streams to.', helpValue: 'SERVER' }),
    within: durationFlag({
      summary: 'How long a target may take until it streams from another server.',
      default: WITHIN_MS,
      defaultHelp: async () => '60s',
    }),
    'keep-stopped': Flags.boolean({ summary: 'Do not start the Stream Service again.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PvsTestFailover);
    const result = await testFailover(this.longContext(flags), {
      target: args.target ?? null,
      vdisk: flags.vdisk ?? null,
      server: flags.server ?? null,
      withinMs: flags.within,
      keepStopped: flags['keep-stopped'],
    });
    this.show(result, () => withOutcome(testFailoverText(result, flags.verbose ? 'all' : 'first'), result));
    if (result.verdict === 'unknown') this.exitWith('unknown');
    else if (result.verdict !== 'pass') this.exitWith('negative');
  }
}
