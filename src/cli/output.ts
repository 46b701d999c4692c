/**
 * The two streams, and what a closed one means.
 *
 * Not here: what is written to them.
 */

/** One JSON document, as people and programs can both read it. */
export function writeJson(document: object): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** One JSON document on one line: one of many. */
export function writeJsonLine(document: object): void {
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

/** Text with exactly one line break at its end; nothing at all for an empty text. */
export function writeText(text: string): void {
  const trimmed = text.replace(/\n+$/, '');
  if (trimmed !== '') process.stdout.write(`${trimmed}\n`);
}

/** Text beside a result, with exactly one line break at its end; nothing at all for an empty text. */
export function writeNote(text: string): void {
  if (text !== '') process.stderr.write(`${text}\n`);
}

/**
 * From now on nothing that happens to the two streams ends the program: what it does is more than what it says. Its exit code tells how
 * that went.
 */
export function outliveStreams(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error');
    stream.on('error', () => {});
  }
}

/** From now on a reader that has gone away (`holdover … | head -1`) ends the program quietly, as done. */
export function endQuietlyOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    // Before oclif's own listener, which would go on writing.
    stream.prependListener('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
    });
  }
}
