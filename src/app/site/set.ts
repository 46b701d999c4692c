/**
 * `site set PATH VALUE`: changes one place of a site's definition, in its text, with its comments.
 *
 * Not here: paths (site-path.ts), the text (edit-text.ts), what the change does to the site (sim/redefine).
 */

import { z } from 'zod';
import { shellWord, UserError } from '../../core/kernel/index.ts';
import { formatPath, type Path } from '../../core/site/index.ts';
import type { SiteDocument } from '../../store/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { changeDefinition, type DefinitionChange, type NewDefinition, undoByText } from './change-definition.ts';
import { definitionNow, sourceNow } from './definition-now.ts';
import { editedText, LEFT_OUT } from './edit-text.ts';
import { parseSiteFile } from './read-site-file.ts';
import { groupSwitch, groupsToClear } from './reuse-switch.ts';
import { schemaAt } from './schema-walk.ts';
import { knownPath, parsePath } from './site-path.ts';
import { siteSchema } from './site-schema.ts';
import { readYaml } from './yaml-source.ts';

export interface SetOptions {
  readonly path: string;
  /** YAML or JSON; `null` leaves the key out, so that its default applies. */
  readonly value: string;
}

export interface SetResult extends DefinitionChange {
  readonly schema: 'holdover.site-set/1';
  /** As the file spells it. */
  readonly path: string;
}

/** @throws {UserError} PATH_INVALID, PATH_UNKNOWN, PATH_FIXED, VALUE_INVALID, TEXT_NOT_EDITABLE, and what the store throws */
export async function setInSite(context: AppContext, options: SetOptions): Promise<SetResult & ChangeOutcome> {
  const typed = parsePath(options.path);
  let path = typed;
  const change = await changeDefinition(context, (document) => {
    const { value: root } = readYaml(sourceNow(document).text);
    path = knownPath(typed, root);
    return newDefinition(context, document, path, options.value);
  });
  return { schema: 'holdover.site-set/1', path: formatPath(path), ...change };
}

function newDefinition(context: AppContext, document: SiteDocument, path: Path, typed: string): NewDefinition {
  const { fileName, text } = sourceNow(document);
  const before = valueAt(readYaml(text).value, path);
  const value = typedValue(path, typed);
  const edited = isLeftOut(before, value) ? text : edit(text, path, value);
  const clearedGroups = groupsToClear(definitionNow(document), definitionOf(edited, path, typed));
  const cleared = clearedGroups.reduce((soFar, group) => edit(soFar, groupSwitch(group), false), edited);
  const undo = `holdover site set ${shellWord(formatPath(path))} ${shellWord(yamlOf(before))}${siteFlag(context)}`;
  return {
    definition: definitionOf(cleared, path, typed),
    source: { fileName, text: cleared },
    clearedGroups,
    // To turn it on again does not bring back what was cleared.
    undo: clearedGroups.length === 0 ? undo : undoByText(context, document),
  };
}

function edit(text: string, path: Path, value: unknown): string {
  const edited = editedText(text, path, value);
  if (edited === null) throw notEditable(path);
  return edited;
}

function isLeftOut(before: unknown, value: unknown): boolean {
  return value === LEFT_OUT && before === undefined;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    value = isThere ? (value as Record<string | number, unknown>)[part] : undefined;
  }
  return value;
}

/** What was typed, read as YAML. Where the file wants text, a number or a switch is the text that it looks like. */
function typedValue(path: Path, typed: string): unknown {
  const { value, problems } = readYaml(typed);
  const [problem] = problems;
  if (problem !== undefined) throw invalidValue(path, typed, [problem.message]);
  if (value === undefined) throw invalidValue(path, typed, ['it is empty; null leaves the key out']);
  if (value === null) return LEFT_OUT;
  const isText = schemaAt(siteSchema, path) instanceof z.ZodString;
  return isText && (typeof value === 'number' || typeof value === 'boolean') ? typed.trim() : value;
}

/** The problems of the text after the change are problems of the change: the text before was valid. */
function definitionOf(text: string, path: Path, typed: string): NewDefinition['definition'] {
  try {
    return parseSiteFile(text, 'the changed site').definition;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const problems = error.problems.map(({ message, object }) =>
      object === undefined || object === formatPath(path) ? message : `${object}: ${message}`,
    );
    throw invalidValue(path, typed, problems);
  }
}

function invalidValue(path: Path, typed: string, problems: readonly string[]): UserError {
  const place = formatPath(path);
  return new UserError('usage', 'VALUE_INVALID', `${place} cannot be ${inWords(typed)}.`, {
    why: 'Nothing was changed. Several changes at once are made in the file: site export, site apply.',
    problems: problems.map((message) => ({ code: 'VALUE_INVALID', message, object: place })),
    hints: ['holdover help site-file', 'holdover schema site'],
  });
}

function inWords(typed: string): string {
  const value = typed.trim();
  if (value === '') return 'empty';
  return value === 'null' || value === '~' ? 'left out' : value;
}

function notEditable(path: Path): UserError {
  return new UserError('usage', 'TEXT_NOT_EDITABLE', `${formatPath(path)} cannot be changed by itself.`, {
    why: 'An anchor or an alias in the text of the site ties it to other places.',
    hints: ['holdover site export > FILE', 'holdover site apply FILE'],
  });
}

/** A value as it is typed, on one line. */
function yamlOf(value: unknown): string {
  if (value === undefined) return 'null';
  return typeof value === 'string' && readYaml(value).value === value ? value : JSON.stringify(value);
}
