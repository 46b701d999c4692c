/**
 * `holdover schema [NAME]`.
 */
import * as Args from '@oclif/core/args';
import { jsonSchema, listSchemas } from '../app/schema.ts';
import { BaseCommand } from '../cli/base-command.ts';
import { schemasText } from '../ui/text/schema.ts';

export default class Schema extends BaseCommand {
  static override summary = 'Print the JSON Schema of a format, so that editors can complete and check it.';
  static override examples = ['<%= config.bin %> schema', '<%= config.bin %> schema site > site.schema.json'];
  static override args = { name: Args.string({ description: 'Which one; without it, what there is.' }) };

  async run(): Promise<void> {
    const { args } = await this.parse(Schema);
    if (args.name !== undefined) return this.showDocument(jsonSchema(args.name));
    const result = listSchemas();
    this.show(result, () => schemasText(result));
  }
}
