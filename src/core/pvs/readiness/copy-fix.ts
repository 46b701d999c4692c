/**
 * The command that makes copies of a vDisk identical, as the fix of a finding.
 */

import { shellWord } from '../../kernel/index.ts';
import type { FarmVdisk } from '../farm/index.ts';
import { type FarmReadinessFacts, namesOf, serverOf } from './facts.ts';

/** No fix where no server has the right copies, and where all use one: then the code's text says what to do. */
export function copyFix(
  facts: FarmReadinessFacts,
  { name, store }: FarmVdisk,
  { from, to }: { readonly from: number | undefined; readonly to: readonly number[] },
): { readonly fix?: string } {
  if (from === undefined || store.shared || to.length === 0) return {};
  const source = serverOf(facts, from).name;
  const targets = to.map((server) => ` --to ${shellWord(serverOf(facts, server).name)}`).join('');
  const command = `holdover pvs replicas copy ${shellWord(name)} --from ${shellWord(source)}${targets}`;
  return { fix: `copy the files of ${name} from ${source} to ${namesOf(facts, to)}, with their times: ${command}` };
}
