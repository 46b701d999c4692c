/**
 * `drill run`: runs a drill on a site, from its first step; or in copies of the site, with seeds of their own.
 *
 * Not here: how it is conducted (conductor.ts), and many seeds (seeds.ts).
 */

import { type AppContext, siteNameOf } from '../context.ts';
import type { InForce } from '../in-force.ts';
import { openSite } from '../open-site.ts';
import type { OpenSite } from '../opened-site.ts';
import { type Answers, checkAnswers } from './answers.ts';
import type { CommandLines } from './command-lines.ts';
import { conduct } from './conducting/conductor.ts';
import { StoredSite } from './conducting/drill-site.ts';
import { refuseLocalCommands } from './conducting/local-command.ts';
import { newRun, type RunHeader } from './conducting/run-record.ts';
import { DrillExpressions } from './expressions/expressions.ts';
import { type DrillFile, readDrillFile } from './file/read-drill-file.ts';
import type { Operator } from './operator.ts';
import { paramsOf } from './params.ts';
import type { RunSummary } from './report/report-document.ts';
import { summaryOf } from './report/report-of.ts';
import type { DrillRunResult } from './report/seeds-summary.ts';
import { checkRequirements } from './requirements.ts';
import { claimSite, journalsOf, refuseSecondDrill } from './runs.ts';
import { drillPath } from './shipped.ts';

/** What a drill is run with, wherever. */
export interface DrillOptions {
  /** A path, or the name of a drill that ships. */
  readonly file: string;
  readonly params: Readonly<Record<string, string>>;
  readonly answers: Answers;
  readonly allowsRun: boolean;
  /** Codes of findings that the operator accepts. */
  readonly accepted: readonly string[];
}

/** What the process gives to whoever conducts a drill. */
export interface DrillTools {
  readonly commands: CommandLines;
  /** Whoever runs it, with the answers that were given beforehand. */
  readonly operator: (answers: Answers) => Operator;
  /** Is told what is run, and where, before anything is done. */
  readonly onBegin: (run: RunSummary) => void;
  /** Is told after each transaction what is in force in the site, and the name of the run. */
  readonly onInForce: (inForce: readonly InForce[], run: string | null) => void;
  readonly version: string;
  /** The folder of package.json, where the drills are that ship. */
  readonly root: string;
  /** Real time, RFC 3339. */
  readonly startedAt: string;
}

/** A drill that can begin: read, checked, with its parameters known, and on a site that is as it requires. */
export interface ReadyDrill {
  readonly drill: DrillFile;
  readonly header: RunHeader;
  readonly site: OpenSite;
  readonly expressions: DrillExpressions;
}

/** @throws {UserError} the errors of `readyDrill`, DRILL_UNDER_WAY, RUN_NOT_ALLOWED, and what the store throws */
export async function runDrill(context: AppContext, options: DrillOptions, tools: DrillTools): Promise<DrillRunResult> {
  const name = await siteNameOf(context);
  // What another run has done to the site would be a reason why it is not as this one requires.
  await refuseSecondDrill(context, name, tools.commands);
  const { drill, header, expressions } = await readyDrill(context, options, tools);
  if (!options.allowsRun) refuseLocalCommands(drill.drill.steps, context.command);
  const journal = await journalsOf(context).create(header, context.command);
  try {
    await claimSite(context, { run: journal.name, site: name }, tools.commands);
    const stored = { ...context, site: name };
    const begun = newRun(journal.name, header, drill);
    tools.onBegin(summaryOf(begun));
    const run = await conduct(begun, {
      site: new StoredSite(stored, journal.name),
      lines: journal,
      operator: tools.operator(options.answers),
      onInForce: tools.onInForce,
      tools: { commands: tools.commands, expressions, context: stored },
    });
    return { schema: 'holdover.drill-run/1', ...summaryOf(run), seeds: null };
  } finally {
    await journal.close();
  }
}

/**
 * Reads a drill, and makes sure that it can begin. Nothing is changed.
 * @throws {UserError} those of files, DRILL_FILE_INVALID, those of parameters and sites, REQUIREMENT_UNMET and the codes of findings
 */
export async function readyDrill(context: AppContext, options: DrillOptions, tools: DrillTools): Promise<ReadyDrill> {
  const drill = await readDrillFile(drillPath(options.file, tools.root), tools.commands);
  checkAnswers(drill.drill, options.answers);
  const name = await siteNameOf(context);
  const site = await openSite({ ...context, site: name });
  const { world } = site;
  const params = paramsOf(drill.drill, { given: options.params, command: context.command }, world);
  const expressions = new DrillExpressions(drill.drill);
  const { accepted } = options;
  const { command } = context;
  const requirements = checkRequirements({ drill: drill.drill, params, expressions, world, accepted, command });
  const header: RunHeader = {
    format: 'holdover: drill-run/1',
    // As it was given: a drill that ships has its name, wherever the program is.
    file: options.file === '-' ? drill.fileName : options.file,
    text: drill.text,
    site: name,
    params,
    answers: options.answers,
    requirements,
    allowsRun: options.allowsRun,
    seed: world.definition.seed,
    copy: false,
    startMs: world.data.nowMs,
    by: context.operator,
    startedAt: tools.startedAt,
    version: tools.version,
  };
  return { drill, header, site, expressions };
}
