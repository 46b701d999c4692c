/**
 * `holdover drill run FILE`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { runDrill } from '../../app/drill/run.ts';
import { runSeeds } from '../../app/drill/seeds.ts';
import { answerFlag, DrillCommand, drillFlags, recordOf, stepFlags } from '../../cli/drill-command.ts';
import { wholeNumberFlag } from '../../cli/whole-numbers.ts';
import { drillRunText } from '../../ui/text/drill-run.ts';

const SEEDS_MAX = 10_000;

const SEED_MAX = 0xffff_ffff;

export default class DrillRun extends DrillCommand {
  static override summary = 'Run a drill on the site, step by step, and judge it.';
  static override description =
    'FILE is a drill file, or the name of a drill that ships ("drill list"). Each step is done wholly or not at all: a run whose process was killed is gone on with by "drill resume". A step that fails, and Ctrl-C, take back what was done, newest first; a second Ctrl-C leaves at once. On a terminal severe steps are asked about first, with --step all of them, with --yes none. Without a terminal nothing is asked: what the drill wants to know is given with --answer, or the run pauses. With --seeds, or --seed, the drill runs in copies of the site, which stays as it is; there, what is not answered is taken for answered well.';
  static override examples = [
    '<%= config.bin %> drill run examples/drills/lhc-outage.yaml --param zone=ams --answer helpdesk=yes',
    '<%= config.bin %> drill run lhc-outage --param zone=ams --step',
    '<%= config.bin %> drill run lhc-outage --param zone=ams --seeds 200',
    '<%= config.bin %> drill run lhc-outage --param zone=ams --seed 17',
  ];
  static override args = {
    file: Args.string({
      required: true,
      description: 'A drill file, or the name of one that ships; - reads standard input.',
    }),
  };
  static override flags = {
    ...drillFlags,
    ...answerFlag,
    ...stepFlags,
    'allow-run': Flags.boolean({ summary: 'Let the drill run commands of this machine.' }),
    seeds: wholeNumberFlag({
      summary: 'Run it in so many copies of the site, with seeds from 1 on, and tell of the worst.',
      helpValue: 'COUNT',
      min: 1,
      max: SEEDS_MAX,
      exclusive: ['seed', 'step'],
    }),
    seed: wholeNumberFlag({
      summary: 'Run it in a copy of the site with this seed.',
      helpValue: 'SEED',
      min: 0,
      max: SEED_MAX,
      exclusive: ['step'],
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillRun);
    const { seeds, seed } = flags;
    const options = {
      file: args.file,
      params: recordOf(flags.param),
      answers: recordOf(flags.answer),
      allowsRun: flags['allow-run'],
      accepted: flags.force ?? [],
    };
    const inCopies = seedsOf(seeds, seed);
    const tools = inCopies === null ? this.conducting(flags) : this.tools({ ...flags, quiet: true });
    const context = this.longContext(flags);
    const progress = this.progress();
    const onProgress = (at: number, count: number) => progress.tell(`seed ${at} of ${count}`);
    const result =
      inCopies === null
        ? await runDrill(context, options, tools)
        : await runSeeds(context, { ...options, seeds: inCopies, onProgress }, tools).finally(() => progress.end());
    this.show(result, () => drillRunText(result));
    this.exitWithVerdict(result);
  }
}

/** The seeds of the copies to run in; null for the site itself. */
function seedsOf(count: number | undefined, seed: number | undefined): readonly number[] | null {
  if (count !== undefined) return Array.from({ length: count }, (_, index) => index + 1);
  return seed === undefined ? null : [seed];
}
