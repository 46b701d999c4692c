/**
 * Puts a farm into a site file that there is already: its `provisioning`, and the timers that the farm tells. Everything else stays as it is,
 * comments included.
 *
 * Not here: the farm as a draft (farm-draft.ts), files that are made from nothing (../site-draft.ts).
 */

import { UserError } from '../../../../core/kernel/index.ts';
import { formatPath, type Path } from '../../../../core/site/index.ts';
import { editedText } from '../../edit-text.ts';
import type { SiteFile } from '../../read-site-file.ts';
import { plainOf } from '../draft.ts';
import { farmYaml } from '../site-yaml.ts';
import { farmDraft, timerText } from './farm-draft.ts';
import type { FarmExport, FarmTimers } from './farm-export.ts';

/**
 * The text of the base with the farm in it, under the name that was asked for, or its own.
 * @throws {UserError} TEXT_NOT_EDITABLE
 */
export function withFarm(base: SiteFile, farm: FarmExport, name: string | null): string {
  const { timers, provisioning } = base.definition;
  const differing = Object.entries(farm.timers).filter(
    ([timer, value]) => value !== null && value !== timers[timer as keyof FarmTimers],
  );
  const changes: readonly (readonly [path: Path, value: unknown])[] = [
    ...(name === null ? [] : [[['name'], name] as const]),
    ...differing.map(
      ([timer, value]) => [['timers', timer], timerText(timer as keyof FarmTimers, value as number)] as const,
    ),
  ];
  const text = changes.reduce((before, [path, value]) => changed(before, path, value, base.fileName), base.text);
  const draft = farmDraft(farm);
  // A farm that is there keeps its comments, and a JSON file stays one.
  if (provisioning !== null || text.trimStart().startsWith('{'))
    return changed(text, ['provisioning'], plainOf(draft), base.fileName);
  return `${text.trimEnd()}\n\n${farmYaml(draft)}`;
}

function changed(text: string, path: Path, value: unknown, file: string): string {
  const edited = editedText(text, path, value);
  if (edited !== null) return edited;
  const why = 'An anchor or an alias in the text of the site ties it to other places.';
  const message = `${formatPath(path)} of ${file} cannot be changed by itself.`;
  throw new UserError('invalid-file', 'TEXT_NOT_EDITABLE', message, { why });
}
