/**
 * What `wait` does, whichever topic it is typed under.
 *
 * Not here: the waiting (app/lhc/wait.ts).
 */
import { wait } from '../app/lhc/wait.ts';
import { withOutcome } from '../ui/text/outcome.ts';
import { waitText } from '../ui/text/wait.ts';
import { BaseCommand } from './base-command.ts';
import { changeFlags } from './change-flags.ts';
import { conditionFlags, WAIT_EXITS } from './condition-flags.ts';

export abstract class WaitCommand extends BaseCommand {
  static override summary = 'Let time pass until a condition holds.';
  static override flags = { ...conditionFlags, ...changeFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(this.ctor as typeof WaitCommand);
    const { until = null, 'fail-on': failOn = null, timeout: timeoutMs } = flags;
    const result = await wait(this.context(flags), { until, failOn, timeoutMs });
    this.show(result, () => withOutcome(waitText(result), result));
    this.exitWith(WAIT_EXITS[result.outcome]);
  }
}
