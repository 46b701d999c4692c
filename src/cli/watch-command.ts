/**
 * What `watch` does, whichever topic it is typed under.
 *
 * Not here: the watching (app/watch.ts).
 */
import type { StatusPart } from '../app/status.ts';
import { watch } from '../app/watch.ts';
import type { WatchEnd, WatchLine } from '../app/watch-lines.ts';
import { watchText } from '../ui/text/watch.ts';
import { BaseCommand } from './base-command.ts';
import { conditionFlags, WAIT_EXITS } from './condition-flags.ts';
import type { ExitName } from './exit-codes.ts';
import { writeJsonLine, writeText } from './output.ts';
import { realTimePacer } from './pacer.ts';
import { wholeNumberFlag } from './whole-numbers.ts';

const EXITS: Readonly<Record<WatchEnd['outcome'], ExitName>> = {
  ...WAIT_EXITS,
  counted: 'done',
  interrupted: 'interrupted',
};

export abstract class WatchCommand extends BaseCommand {
  protected abstract readonly part: StatusPart | 'both';

  static override flags = {
    ...conditionFlags,
    count: wholeNumberFlag({ summary: 'End with 0 after so many changes.', helpValue: 'COUNT', min: 1 }),
    rate: wholeNumberFlag({
      summary: 'Seconds of the site for each second of real time.',
      helpValue: 'RATE',
      min: 1,
      default: 1,
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(this.ctor as typeof WatchCommand);
    const { until = null, 'fail-on': failOn = null, timeout: timeoutMs, count = null, rate, json, quiet } = flags;
    const emit = (line: WatchLine) => {
      if (json) writeJsonLine(line);
      else if (!quiet) writeText(watchText(line));
    };
    const options = { part: this.part, until, failOn, timeoutMs, count, rate };
    const end = await watch(this.context(flags), options, realTimePacer(), emit);
    this.exitWith(EXITS[end.outcome]);
  }
}
