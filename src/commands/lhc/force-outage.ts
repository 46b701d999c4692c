/**
 * `holdover lhc force-outage`.
 */
import * as Flags from '@oclif/core/flags';
import { forceOutage } from '../../app/lhc/force-outage.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { durationFlag } from '../../cli/durations.ts';
import { selectionFlags, selectionOf } from '../../cli/selection-flags.ts';
import { forceOutageText } from '../../ui/text/outage.ts';
import { withOutcome } from '../../ui/text/outcome.ts';

export default class LhcForceOutage extends BaseCommand {
  static override summary = 'Force an outage: put the connectors of a zone into it, whatever the cloud is like.';
  static override examples = [
    '<%= config.bin %> lhc force-outage --zone ams',
    '<%= config.bin %> lhc force-outage --all-zones --for 30m',
  ];
  static override flags = {
    ...changeFlags,
    ...waitFlags,
    ...selectionFlags,
    for: durationFlag({ summary: 'End it by itself after this time.' }),
    force: Flags.string({
      summary: 'Go on although this finding says it would be in vain; may be repeated.',
      helpValue: 'CODE',
      options: ['LHC010', 'LHC012', 'LHC014', 'LHC015', 'LHC051'],
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(LhcForceOutage);
    const options = { ...selectionOf(flags), forMs: flags.for ?? null, accepted: flags.force ?? [] };
    const result = await forceOutage(this.context(flags), options);
    this.show(result, () => withOutcome(forceOutageText(result), result));
    if (result.refused.length === result.connectors.length) this.exitWith('negative');
    else if (result.settled === false) this.exitWith('not-settled');
  }
}
