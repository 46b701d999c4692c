/**
 * `holdover site list`.
 */
import { listSites } from '../../app/site/list.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { sitesText } from '../../ui/text/site.ts';

export default class SiteList extends BaseCommand {
  static override summary = 'List the sites that are loaded.';
  static override examples = ['<%= config.bin %> site list'];

  async run(): Promise<void> {
    const { flags } = await this.parse(SiteList);
    const result = await listSites(this.context(flags));
    this.show(result, () => sitesText(result));
  }
}
