/**
 * `holdover drill report [RUN]`.
 */
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { DrillReport } from '../../app/drill/report/report-document.ts';
import { reportRun } from '../../app/drill/report.ts';
import { DrillCommand } from '../../cli/drill-command.ts';

const FORMATS = ['markdown', 'json', 'junit', 'html'] as const;

type Format = (typeof FORMATS)[number];

export default class DrillReportCommand extends DrillCommand {
  static override summary =
    'Print the report of a run: what was done, what was promised and kept, and what happened meanwhile.';
  static override description =
    'The HTML page holds everything that it needs, charts and all: it can be printed, mailed and kept. The exit code is 0 whatever the verdict.';
  static override examples = [
    '<%= config.bin %> drill report',
    '<%= config.bin %> drill report r3 --format html > r3.html',
    '<%= config.bin %> drill report --format junit > drill.xml',
  ];
  static override args = { run: Args.string({ description: 'Which run; without it, the last one.' }) };
  static override flags = {
    format: Flags.option({ options: FORMATS })({ summary: 'In which form.', default: 'markdown' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DrillReportCommand);
    const report = await reportRun(this.context(flags), args.run ?? null, this.commandLines());
    if (flags.format === 'json') return this.showDocument({ ...report });
    const text = await inForm(report, flags.json ? 'markdown' : flags.format);
    this.show(report, () => text);
  }
}

/** Each form is loaded where it is asked for: the charts of the HTML page are large. */
async function inForm(report: DrillReport, format: Exclude<Format, 'json'>): Promise<string> {
  switch (format) {
    case 'markdown':
      return (await import('../../ui/report/markdown-report.ts')).markdownText(report);
    case 'junit':
      return (await import('../../ui/report/junit-report.ts')).drillJunitText(report);
    case 'html':
      return (await import('../../ui/report/html-report.ts')).htmlText(report);
  }
}
