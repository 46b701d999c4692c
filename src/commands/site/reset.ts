/**
 * `holdover site reset`.
 */
import { resetSite } from '../../app/site/reset.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { changeFlags } from '../../cli/change-flags.ts';
import { withOutcome } from '../../ui/text/outcome.ts';
import { resetText } from '../../ui/text/site.ts';

export default class SiteReset extends BaseCommand {
  static override summary = 'Rewind the site to its start, and forget what was done to it.';
  static override examples = ['<%= config.bin %> site reset', '<%= config.bin %> site reset --dry-run'];
  static override flags = { ...changeFlags };

  async run(): Promise<void> {
    const { flags } = await this.parse(SiteReset);
    const result = await resetSite(this.context(flags));
    this.show(result, () => withOutcome(resetText(result), result));
  }
}
