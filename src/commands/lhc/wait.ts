/**
 * `holdover lhc wait`.
 */
import { wait } from '../../app/lhc/wait.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { conditionFlags, WAIT_EXITS } from '../../cli/condition-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { waitText } from '../../ui/text/wait.ts';

export default class LhcWait extends BaseCommand {
  static override summary = 'Let time pass until a condition holds.';
  static override examples = [
    `<%= config.bin %> lhc wait --until "lhc.zones.ams.state == 'extended-ha'"`,
    `<%= config.bin %> lhc wait --until "lhc.zones.ams.machines.registeredPercent == 100.0" --fail-on "verdict == 'failed'" --timeout 10m`,
  ];
  static override flags = { ...conditionFlags, ...changeFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcWait);
    const { until = null, 'fail-on': failOn = null, timeout: timeoutMs } = flags;
    const result = await wait(this.context(flags), { until, failOn, timeoutMs });
    this.show(result, () => withOutcome(waitText(result), result));
    this.exitWith(WAIT_EXITS[result.outcome]);
  }
}
