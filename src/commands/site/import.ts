/**
 * `holdover site import PATH…`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { importSite } from '../../app/site/import/import-site.ts';
import { BaseCommand } from '../../cli/base-command.ts';
import { importedText, importWarnings } from '../../ui/text/site-import.ts';

export default class SiteImport extends BaseCommand {
  static override summary =
    'Make a site file of what PowerShell or REST exported of a real site and its streaming farm.';
  static override description =
    'Reads JSON of the broker, StoreFront and Provisioning (Get-Pvs…) cmdlets, by Windows PowerShell 5.1 or PowerShell 7, and of the REST service. What a file holds is told by its properties. Of a site that brokers, zones, connectors and machines are needed; of what else is missing it warns. Of a streaming farm, servers, stores, vDisks and devices are needed; its exports alone make a site without zones, and go into one that there is with --base. Secrets and MAC addresses are not read. examples/export has scripts that make the exports.';
  static override examples = [
    '<%= config.bin %> site import export/ --output site.yaml',
    '<%= config.bin %> site import machines.json zones.json connectors.json --name contoso',
    '<%= config.bin %> site import pvs-export/ --base site.yaml --output with-farm.yaml',
    '<%= config.bin %> site import export/ --json',
  ];
  static override strict = false;
  static override args = {
    path: Args.string({ required: true, description: 'Files of an export, or folders of them; may be repeated.' }),
  };
  static override flags = {
    base: Flags.string({
      summary: 'A site file that gets the streaming farm of the exports and keeps all else; the file itself stays.',
      helpValue: 'FILE',
    }),
    name: Flags.string({ summary: 'What to call the site, instead of its own name.', helpValue: 'NAME' }),
    output: Flags.string({ summary: 'The file to write; never overwritten.', helpValue: 'FILE' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(SiteImport);
    const result = await importSite({
      paths: argv.map(String),
      name: flags.name ?? null,
      output: flags.output ?? null,
      base: flags.base ?? null,
    });
    this.show(result, () => importedText(result));
    this.note(() => importWarnings(result));
  }
}
