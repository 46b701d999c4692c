/**
 * `holdover doctor`.
 */
import { doctor } from '../app/doctor.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { doctorText } from '../ui/text/doctor.ts';

export default class Doctor extends BaseCommand {
  static override summary = 'Check Node, folders, terminal and PATH, and say what to do.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];

  async run(): Promise<void> {
    await this.parse(Doctor);
    const result = doctor({
      version: this.config.version,
      root: this.config.root,
      nodeVersion: process.version,
      nodeNeeded: (this.config.pjson.engines?.node ?? '').replace('>=', ''),
      platform: process.platform,
      folders: [
        { purpose: 'configuration', path: this.config.configDir },
        { purpose: 'cache', path: this.config.cacheDir },
      ],
      terminal: terminalOf(process.stdout),
      searchPath: process.env.PATH ?? '',
    });
    this.show(result, () => doctorText(result));
    if (result.result === 'fail') this.exitWith('negative');
  }
}

function terminalOf(stream: NodeJS.WriteStream) {
  const columns = process.env.COLUMNS === undefined ? stream.columns : Number(process.env.COLUMNS);
  return {
    isTerminal: stream.isTTY === true,
    columns: columns === undefined || Number.isNaN(columns) ? null : columns,
    colourBits: stream.isTTY ? stream.getColorDepth() : 1,
  };
}
