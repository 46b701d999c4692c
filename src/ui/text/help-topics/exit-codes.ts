/**
 * `holdover help exit-codes`. The table itself belongs to cli, and is passed in.
 */

export interface ExitCodeRow {
  readonly code: number;
  readonly meaning: string;
}

export function exitCodesPage(rows: readonly ExitCodeRow[]): string {
  const table = rows.map(({ code, meaning }) => `  ${String(code).padStart(3)}  ${meaning}`);
  return `EXIT CODES

${table.join('\n')}

With --json, stdout carries one JSON document whatever the code is. After an error it is of schema
holdover.error/1, and its "exit" is the exit code. Codes keep their meaning in later versions.

"check --format nagios" ends as monitors of the Nagios family expect: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.`;
}
