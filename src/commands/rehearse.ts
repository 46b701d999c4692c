/**
 * `holdover rehearse "FAULT"…`.
 */
import * as Flags from '@oclif/core/flags';
import { rehearse } from '../app/rehearse/rehearse.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { durationFlag } from '../cli/durations.ts';
import { wholeNumberFlag } from '../cli/whole-numbers.ts';
import { rehearseText } from '../ui/text/rehearse.ts';

const DEFAULT_MS = 7_200_000;

const SEEDS_MAX = 10_000;

const SEED_MAX = 0xffff_ffff;

const EXITS = { passed: 'done', failed: 'negative', unknown: 'unknown' } as const;

export default class Rehearse extends BaseCommand {
  static override summary = 'Try out what faults would do to users, in a copy of the site.';
  static override description =
    'Each FAULT is one quoted argument in the words of "fault inject", or force-outage ZONE, or stop-stream SERVER, with --at and --for in the quotes where it begins later or ends earlier than the others. At the end of --for everything is mended, and the run goes on until the site is at rest again. With --seeds it is run many times, with seeds from 1 on; the time line and the tables are those of the worst seed: in which most targets of a streaming farm stay frozen; then, most launches fail; then, a target is held for longest. The site itself stays as it is.';
  static override examples = [
    '<%= config.bin %> rehearse "cloud-unreachable ams" --for 2h --seeds 200',
    '<%= config.bin %> rehearse "cloud-unreachable ams" --for 2h --seed 17 --minutes',
    '<%= config.bin %> rehearse "server-down pvs1" --seeds 500',
    '<%= config.bin %> rehearse "force-outage fra" "connector-down cc-fra-01 --at 20m --for 15m" --for 1h',
    `<%= config.bin %> rehearse "cloud-unreachable all" --fail-on "lhc.zones.fra.brokering == 'none'"`,
  ];
  static override strict = false;
  static override usage = 'rehearse "FAULT"… [--for DURATION] [--seeds COUNT | --seed SEED] [--fail-on CONDITION]';
  static override flags = {
    for: durationFlag({
      summary: 'How long the faults last; 30d at most.',
      default: DEFAULT_MS,
      defaultHelp: async () => '2h',
    }),
    seeds: wholeNumberFlag({
      summary: 'Run it with so many seeds, from 1 on.',
      helpValue: 'COUNT',
      min: 1,
      max: SEEDS_MAX,
      exclusive: ['seed'],
    }),
    seed: wholeNumberFlag({
      summary: "Run it with this seed; without, with the site's own.",
      helpValue: 'SEED',
      min: 0,
      max: SEED_MAX,
    }),
    'fail-on': Flags.string({
      summary: 'Fail when this condition holds at any time (CEL).',
      helpValue: 'CONDITION',
    }),
    minutes: Flags.boolean({ summary: 'Show the launches of every minute, not of every ten.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Rehearse);
    const { for: forMs, seeds = null, seed = null, 'fail-on': failOn = null, site } = flags;
    const faults = argv as string[];
    const progress = this.progress();
    const onProgress = (at: number, of: number) => progress.tell(`rehearsing seed ${at} of ${of}`);
    const options = { faults, forMs, seeds, seed, failOn, onProgress };
    const result = await rehearse(this.longContext({ site }), options).finally(() => progress.end());
    this.show(result, () => rehearseText(result, flags.minutes ? 'minutes' : 'tens'));
    this.exitWith(EXITS[result.verdict]);
  }
}
