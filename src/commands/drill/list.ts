/**
 * `holdover drill list`.
 */
import { listDrills } from '../../app/drill/list.ts';
import { DrillCommand } from '../../cli/drill-command.ts';
import { drillListText } from '../../ui/text/drill-list.ts';

export default class DrillList extends DrillCommand {
  static override summary = 'List the drills that ship, and the runs that are kept.';
  static override examples = ['<%= config.bin %> drill list', '<%= config.bin %> drill list --site contoso'];

  async run(): Promise<void> {
    const { flags } = await this.parse(DrillList);
    const result = await listDrills(this.context(flags), this.config.root, this.commandLines());
    this.show(result, () => drillListText(result));
  }
}
