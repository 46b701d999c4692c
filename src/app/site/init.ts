/**
 * `site init`: writes a small commented site file to start from.
 */

import { writeFile } from 'node:fs/promises';
import { shellWord, UserError } from '../../core/kernel/index.ts';
import { EXAMPLE_FARM } from './example-farm.ts';
import { EXAMPLE_SITE } from './example-site.ts';

/** A site of zones without a streaming farm, or a streaming farm without zones. */
type ExampleKind = 'zones' | 'streaming';

const EXAMPLES: Readonly<Record<ExampleKind, string>> = { zones: EXAMPLE_SITE, streaming: EXAMPLE_FARM };

export interface InitResult {
  readonly schema: 'holdover.site-init/1';
  readonly file: string;
  readonly example: ExampleKind;
  readonly changed: true;
}

/** Never overwrites. @throws {UserError} FILE_EXISTS, FILE_NOT_WRITABLE */
export async function initSite(file: string, example: ExampleKind): Promise<InitResult> {
  try {
    await writeFile(file, EXAMPLES[example], { flag: 'wx' });
  } catch (error) {
    throw notWritten(
      file,
      error as NodeJS.ErrnoException,
      `holdover site init other.yaml${example === 'streaming' ? ' --streaming' : ''}`,
    );
  }
  return { schema: 'holdover.site-init/1', file, example, changed: true };
}

/** Why a file could not be written that must not exist before. `hint` is a command that writes another. */
export function notWritten(file: string, error: NodeJS.ErrnoException, hint: string): UserError {
  if (error.code === 'EEXIST') {
    return new UserError('usage', 'FILE_EXISTS', `${file} exists and was left as it is.`, {
      hints: [hint, `holdover site validate ${shellWord(file)}`],
    });
  }
  const kind = error.code === 'EACCES' || error.code === 'EPERM' ? 'no-permission' : 'cannot-write';
  return new UserError(kind, 'FILE_NOT_WRITABLE', `${file} cannot be written.`, { why: error.message, cause: error });
}
