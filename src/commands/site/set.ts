/**
 * `holdover site set PATH VALUE`.
 */
import * as Args from '@oclif/core/args';
import { setInSite } from '../../app/site/set.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags, waitFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { setText, topicOf } from '../../ui/text/site-change.ts';

export default class SiteSet extends BaseCommand {
  static override summary =
    'Change one setting of the site, as its administrator: connectors follow with their next sync.';
  static override examples = [
    '<%= config.bin %> site set deliveryGroups.office.reuseMachinesWithoutShutdownInOutage true',
    '<%= config.bin %> site set timers.pendingHa 90s --dry-run',
    `<%= config.bin %> site set 'adcs.adc1.vips["vip-tok.contoso.example"].members' '[cc-tok-01.contoso.example]'`,
    '<%= config.bin %> site set zones.ams.peerVerdict null',
  ];
  static override args = {
    path: Args.string({
      required: true,
      description: 'The setting: keys of the site file, joined by dots; users[0].count.',
    }),
    value: Args.string({ required: true, description: 'Its value, in YAML or JSON; null leaves it out.' }),
  };
  static override flags = { ...changeFlags, ...waitFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SiteSet);
    const result = await setInSite(this.context(flags), args);
    this.show(result, () => withOutcome(setText(result), result, topicOf(result)));
    if (result.settled === false) this.exitWith('not-settled');
  }
}
