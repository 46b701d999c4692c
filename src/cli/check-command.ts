/**
 * What `check` does, whichever topic it is typed under.
 *
 * Not here: the checking (app/check.ts), and how the result looks in each format (ui/text/check*.ts).
 */

import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import { type CheckOptions, type CheckResult, type CheckScope, type CheckVerdict, check } from '../app/check.ts';
import { formatDuration } from '../core/kernel/index.ts';
import { OUTAGE_MS } from '../core/lhc/readiness/index.ts';
import { checkText } from '../ui/text/check.ts';
import { nagiosText } from '../ui/text/check-nagios.ts';
import { BaseCommand } from './base-command.ts';
import { durationFlag } from './durations.ts';
import { type ExitName, NAGIOS_EXIT_CODES } from './exit-codes.ts';
import { zoneFlag } from './selection-flags.ts';

const EXITS: Readonly<Record<CheckVerdict, ExitName>> = {
  ready: 'done',
  warnings: 'done',
  'not-ready': 'negative',
  unknown: 'unknown',
};

export abstract class CheckCommand extends BaseCommand {
  static override flags = {
    format: Flags.string({
      summary: 'How to print the result. nagios has exit codes of its own: 0, 1, 2, 3.',
      helpValue: 'FORMAT',
      options: ['table', 'json', 'nagios', 'junit'] as const,
      default: 'table',
    }),
    baseline: Flags.string({
      summary: 'Report only what this file does not have, an earlier result of check --json.',
      helpValue: 'FILE',
    }),
    mute: Flags.string({
      summary: 'From now on, let findings of this code not count; may be repeated. Needs --for.',
      helpValue: 'CODE',
      multiple: true,
      multipleNonGreedy: true,
      dependsOn: ['for'],
    }),
    for: durationFlag({ summary: 'How long the mute lasts, in world time.', dependsOn: ['mute'] }),
  };

  protected async report(
    flags: Interfaces.InferredFlags<typeof CheckCommand.flags & typeof CheckCommand.baseFlags>,
    scope: CheckScope,
  ): Promise<void> {
    const { baseline = null, mute: codes, for: forMs, format } = flags;
    const mute: CheckOptions['mute'] = codes === undefined || forMs === undefined ? null : { codes, forMs };
    const result = await check(this.context(flags), { scope, baseline, mute });
    await this.print(result, flags);
    if (format === 'nagios' && !flags.json) this.exitWithCode(NAGIOS_EXIT_CODES[result.verdict]);
    else this.exitWith(EXITS[result.verdict]);
  }

  private async print(
    result: CheckResult,
    { format, verbose }: { readonly format: string; readonly verbose: boolean },
  ): Promise<void> {
    switch (format) {
      case 'json':
        return this.showDocument({ ...result });
      case 'nagios':
        return this.show(result, () => nagiosText(result));
      case 'junit': {
        // The package that writes it is loaded by nobody else.
        const { junitText } = await import('../ui/text/check-junit.ts');
        return this.show(result, () => junitText(result));
      }
      default:
        return this.show(result, () => checkText(result, verbose ? 'all' : 'what-counts'));
    }
  }
}

/** Checks of Local Host Cache, alone or with the rest: they can be about some zones. */
export abstract class ZoneCheckCommand extends CheckCommand {
  static override flags = {
    ...zoneFlag,
    ...CheckCommand.flags,
    outage: durationFlag({
      summary: 'Foresee an outage of this length.',
      default: OUTAGE_MS,
      defaultHelp: async () => formatDuration(OUTAGE_MS),
    }),
  };

  protected abstract readonly part: 'lhc' | 'both';

  async run(): Promise<void> {
    const { flags } = await this.parse(this.ctor as typeof ZoneCheckCommand);
    const { zone: zones = [], outage: outageMs } = flags;
    await this.report(flags, { part: this.part, zones, outageMs });
  }
}
