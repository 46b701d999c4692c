/**
 * `holdover fault inject KIND TARGET`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { injectFault } from '../../app/fault/inject.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { durationFlag } from '../../cli/durations.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { injectedText } from '../../ui/text/fault.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class FaultInject extends BaseCommand {
  static override summary = 'Make something of the site fail.';
  static override examples = [
    '<%= config.bin %> fault inject cloud-unreachable ams --for 2h',
    '<%= config.bin %> fault inject connector-down cc-ams-01',
    '<%= config.bin %> fault inject link-flapping fra --every 20s',
    '<%= config.bin %> fault inject server-down pvs1',
    '<%= config.bin %> fault inject replica-drift pvs1/win11',
    '<%= config.bin %> fault inject database-offline --partial',
  ];
  static override args = {
    kind: Args.string({ required: true, description: 'What fails: see "fault kinds".' }),
    target: Args.string({
      description:
        'For whom, as "fault kinds" says: a zone, a connector, a StoreFront, a machine, a server, SERVER/STORE, SERVER/VDISK, or all. The database takes none.',
    }),
  };
  static override flags = {
    ...changeFlags,
    for: durationFlag({ summary: 'Mend it by itself after this time.' }),
    every: durationFlag({ summary: 'link-flapping: how long it is down, and then up.' }),
    link: Flags.option({ options: ['peers', 'vdas'] as const })({
      summary: 'connector-partitioned: which way is cut.',
    }),
    status: wholeNumberFlag({
      summary: 'monitor-answer: the HTTP status of its answers.',
      helpValue: 'CODE',
      min: 100,
      max: 599,
    }),
    'no-farm': Flags.boolean({ summary: 'monitor-answer: its answers do not name the farm.' }),
    percent: wholeNumberFlag({
      summary: 'packet-loss: of a hundred packets, how many get lost.',
      helpValue: 'PERCENT',
      min: 1,
      max: 100,
    }),
    partial: Flags.boolean({ summary: 'database-offline: it answers, but slowly.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(FaultInject);
    const { kind, target = null } = args;
    const { for: forMs = null, every: everyMs = null, link = null, status = null, percent = null } = flags;
    const noFarm = flags['no-farm'] ? true : null;
    const partial = flags.partial ? true : null;
    const given = { kind, target, everyMs, link, status, percent, forMs };
    const result = await injectFault(this.context(flags), { ...given, noFarm, partial });
    this.show(result, () => withOutcome(injectedText(result), result));
  }
}
