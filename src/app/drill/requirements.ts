/**
 * What a drill requires before its first step: findings that are absent or present, and conditions.
 *
 * Not here: what must never be while it runs (stage.ts).
 */

import type { Drill, Requirement } from '../../core/drill/index.ts';
import { type Problem, shellWord, UserError } from '../../core/kernel/index.ts';
import type { Finding } from '../../core/readiness/index.ts';
import { farmFindings, siteFindings, type World } from '../../sim/index.ts';
import { findingNamed } from '../lhc/finding-named.ts';
import type { DrillExpressions } from './expressions/expressions.ts';
import type { ParamValues } from './params.ts';
import type { ReportedRequirement } from './report/report-document.ts';

export interface Requiring {
  readonly drill: Drill;
  readonly params: ParamValues;
  readonly expressions: DrillExpressions;
  readonly world: World;
  /** Codes of findings that the operator accepts. */
  readonly accepted: readonly string[];
  /** The command as typed, for a hint. */
  readonly command: string;
}

/** What of it holds, and what was accepted. @throws {UserError} FINDING_UNKNOWN, REQUIREMENT_UNMET (guarded) with everything that is unmet and not accepted */
export function checkRequirements(requiring: Requiring): readonly ReportedRequirement[] {
  for (const code of requiring.accepted) findingNamed(code);
  const judged = requiring.drill.require.map((requirement) => judge(requirement, requiring));
  const open = judged.filter(({ problem, reported }) => problem !== null && !reported.accepted);
  if (open.length > 0)
    throw unmet(
      requiring,
      open.map(({ problem }) => problem as Problem),
    );
  return judged.map(({ reported }) => reported);
}

interface JudgedRequirement {
  readonly reported: ReportedRequirement;
  /** Null where it is met. */
  readonly problem: Problem | null;
}

function judge(requirement: Requirement, requiring: Requiring): JudgedRequirement {
  const { why } = requirement;
  if (requirement.type === 'finding') return judgeFinding(requirement, requiring);
  const { expressions, params, world } = requiring;
  const text = requirement.that;
  const isMet = expressions.conditionOf(text, params.values).holds(world);
  const message = `${text} does not hold${why === null ? '' : `: ${why}`}`;
  return { reported: { text, why, accepted: false }, problem: isMet ? null : { code: 'REQUIREMENT_UNMET', message } };
}

function judgeFinding(requirement: Requirement & { type: 'finding' }, requiring: Requiring): JudgedRequirement {
  const { code, absent, why } = requirement;
  const { expressions, params, world, accepted } = requiring;
  const object = requirement.for === null ? null : String(expressions.valueOf(requirement.for, params.values, world));
  const found = [...siteFindings(world), ...farmFindings(world)].filter((finding) => isAbout(finding, code, object));
  const text = `${code}${object === null ? '' : ` of ${object}`} is ${absent ? 'absent' : 'present'}`;
  const isMet = absent === (found.length === 0);
  const [first] = found;
  const message = first === undefined ? `there is no finding ${code}` : `${first.message}. To mend it, ${first.fix}`;
  const isAccepted = !isMet && accepted.includes(code);
  const problem = isMet ? null : { code, message, ...(object === null ? {} : { object }) };
  return { reported: { text, why, accepted: isAccepted }, problem };
}

/** A finding is about its object, and about the zone that this belongs to. */
function isAbout({ code, object, zone }: Finding, wanted: string, about: string | null): boolean {
  return code === wanted && (about === null || object === about || zone === about);
}

function unmet({ drill, command }: Requiring, problems: readonly Problem[]): UserError {
  const codes = [...new Set(problems.map(({ code }) => code))].filter((code) => code !== 'REQUIREMENT_UNMET');
  const all = codes.length > 0 && problems.every(({ code }) => code !== 'REQUIREMENT_UNMET');
  const force = codes.map((code) => `--force=${shellWord(code)}`).join(' ');
  const [first] = problems;
  return new UserError(
    'guarded',
    first?.code ?? 'REQUIREMENT_UNMET',
    `The drill ${drill.name} was not begun: not all that it requires is so.`,
    {
      why: 'Nothing was changed. Each of these has to be mended, or, where it is a finding, accepted by its code:',
      hints: all ? [`${command} ${force}`] : ['holdover status', 'holdover check'],
      problems,
    },
  );
}
