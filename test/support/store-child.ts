/**
 * A process of its own that uses the store: `node store-child.ts CONFIG_DIR SITE VERB [ARGUMENT]`.
 *
 *   write-loop            writes revision after revision until it is killed, printing each one that was acknowledged
 *   append-loop COMMAND   appends entry after entry to the journal until it is killed, printing each that was acknowledged
 *   append COMMAND        appends one entry to the journal
 *   hold COMMAND          takes the site's lock, says so, and holds it until it is killed
 *   create                loads the site
 *   grow                  makes the document large; prints the revision or the error
 *   read-as-nobody        reads it without the rights of root; prints the revision or the error
 *   grow-as-nobody        makes it large without the rights of root; prints the revision or the error
 *   new-run COMMAND       begins a run, and ends without closing it; prints its name or the error
 *   new-run-as-nobody     begins a run without the rights of root; prints its name or the error
 *   hold-run COMMAND      goes on with the run that the site's name stands for, says so, and holds it until it is killed
 *   fill-run              begins a run, adds a large line, then a small one; prints the line or the error, and what is kept, each time
 *
 * Not here: what the tests expect of it.
 */

import { join } from 'node:path';
import { ConfStore, RunJournals } from '../../src/store/index.ts';
import { withLock } from '../../src/store/lock.ts';
import { documentAt, draftOf, withEntry } from './store-fixture.ts';

const NOBODY = 65_534;

const [configDir, site, verb, argument] = process.argv.slice(2) as [string, string, string, string];
const store = new ConfStore({ configDir });
const runs = new RunJournals({ configDir });

switch (verb) {
  case 'write-loop':
    while (true) {
      const { document } = await store.update(site, 'write-loop', ({ revision }) => documentAt(site, revision + 1));
      process.stdout.write(`${document.revision}\n`);
    }
  case 'append-loop':
    for (let count = 1; ; count += 1) {
      const command = `${argument} ${count}`;
      await store.update(site, command, (document) => withEntry(document, command));
      process.stdout.write(`${command}\n`);
    }
  case 'create':
    await store.create(draftOf(site), { replace: false });
    break;
  case 'append':
    await store.update(site, argument, (document) => withEntry(document, argument));
    break;
  case 'hold':
    await withLock(
      { path: join(configDir, 'locks', `${site}.lock`), what: `site ${site}`, command: argument, waitMs: 10_000 },
      () => {
        process.stdout.write('held\n');
        setInterval(() => {}, 60_000);
        return new Promise<never>(() => {});
      },
    );
    break;
  case 'read-as-nobody':
    becomeNobody();
    await report(async () => ({ revision: (await store.read(site)).revision }));
    break;
  case 'grow-as-nobody':
    becomeNobody();
    await report(grow);
    break;
  case 'grow':
    await report(grow);
    break;
  case 'new-run':
    await report(newRun);
    break;
  case 'new-run-as-nobody':
    becomeNobody();
    await report(newRun);
    break;
  case 'hold-run':
    await runs.open(site, argument);
    process.stdout.write('held\n');
    setInterval(() => {}, 60_000);
    break;
  case 'fill-run':
    await fillRun();
    break;
  default:
    throw new Error(`unknown verb: ${verb}`);
}

async function grow(): Promise<object> {
  const text = 'x'.repeat(1_000_000);
  const result = await store.update(site, 'grow', (document) => ({ ...document, source: { fileName: 'big', text } }));
  return { revision: result.document.revision };
}

async function newRun(): Promise<object> {
  return { run: (await runs.create({ site }, argument)).name };
}

async function fillRun(): Promise<void> {
  const run = await runs.create({ site }, 'fill-run');
  for (const text of ['x'.repeat(1_000_000), 'small']) {
    await report(async () => {
      await run.append({ text });
      return { text };
    });
    await report(async () => ({ lines: await runs.read(run.name) }));
  }
}

/** Root may read and write everything. */
function becomeNobody(): void {
  if (process.getuid?.() !== 0) return;
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}

async function report(work: () => Promise<object>): Promise<void> {
  try {
    process.stdout.write(`${JSON.stringify(await work())}\n`);
  } catch (error) {
    const { code, kind, message, why } = error as Record<string, unknown>;
    process.stdout.write(`${JSON.stringify({ code, kind, message, why })}\n`);
  }
}
