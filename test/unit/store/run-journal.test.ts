import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfStore, RunJournals } from '../../../src/store/index.ts';
import {
  draftOf,
  removeDirectory,
  snapshotOf,
  startChild,
  startChildWithSmallFiles,
  temporaryDirectory,
} from '../../support/store-fixture.ts';

const CHILD_TIMEOUT = { timeout: 60_000 };
const isPosix = process.platform !== 'win32';

let root: string;
let configDir: string;
let runsDir: string;
let runs: RunJournals;

beforeEach(() => {
  root = temporaryDirectory();
  configDir = join(root, 'config');
  runsDir = join(configDir, 'runs');
  runs = new RunJournals({ configDir });
});

afterEach(() => removeDirectory(root));

const HEADER = { type: 'began', drill: 'lhc-outage' };
const RECORDS = [{ step: 'baseline' }, { step: 'cut', text: 'two\nlines, “ams” and \u2028' }];

function pathOf(run: string): string {
  return join(runsDir, `${run}.ndjson`);
}

/** A run with some lines, which nobody has open. */
async function keptRun(records: readonly object[] = RECORDS): Promise<string> {
  const run = await runs.create(HEADER, 'test');
  for (const record of records) await run.append(record);
  await run.close();
  return run.name;
}

describe('keeping runs', () => {
  test('lines read back as they were appended, also while the run is open and by another process', async () => {
    const run = await runs.create(HEADER, 'test');
    expect([run.name, run.lines]).toEqual(['r1', [HEADER]]);
    for (const [index, record] of RECORDS.entries()) {
      await run.append(record);
      expect(await new RunJournals({ configDir }).read('r1')).toEqual([HEADER, ...RECORDS.slice(0, index + 1)]);
    }
    expect(run.lines).toEqual([HEADER]);
    await run.close();
    await run.close();
    await expect(run.append({})).rejects.toThrow('a run that is open');
  });

  test('a run that is opened again goes on where it was', async () => {
    await keptRun();
    const run = await runs.open('r1', 'test');
    expect(run.lines).toEqual([HEADER, ...RECORDS]);
    await run.append({ step: 'restore' });
    await run.close();
    expect(await runs.read('r1')).toEqual([HEADER, ...RECORDS, { step: 'restore' }]);
  });

  test('runs are listed by their number, and nothing else in the directory is', async () => {
    expect(await runs.list()).toEqual([]);
    for (let count = 1; count <= 11; count += 1) await keptRun([]);
    for (const file of ['r0.ndjson', 'r01.ndjson', 'R1.ndjson', 'r12.txt', 'x.ndjson', 'r12.ndjson~']) {
      writeFileSync(join(runsDir, file), '');
    }
    expect(await runs.list()).toEqual(Array.from({ length: 11 }, (_, index) => `r${index + 1}`));
  });

  test('a number is used once, also when its journal was deleted', async () => {
    await keptRun();
    await keptRun();
    rmSync(pathOf('r2'));
    expect(await runs.list()).toEqual(['r1']);
    expect(await keptRun()).toBe('r3');
  });

  test('files are for their owner alone, and no others are left behind', async () => {
    await keptRun();
    expect(readdirSync(runsDir).sort()).toEqual(['_new.lock', 'r1.lock', 'r1.ndjson']);
    expect(readFileSync(join(runsDir, 'r1.lock'), 'utf8')).toBe('');
    if (!isPosix) return;
    const modes = [configDir, runsDir, pathOf('r1')].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  test('what a killed process left of a first line is no run, and is gone when the next run has begun', async () => {
    await keptRun();
    writeFileSync(join(runsDir, '.staged-run.ndjson'), '{"type":"beg');
    expect(await runs.list()).toEqual(['r1']);
    expect(await keptRun()).toBe('r2');
    expect(readdirSync(runsDir)).not.toContain('.staged-run.ndjson');
    expect(await runs.read('r2')).toEqual([HEADER, ...RECORDS]);
  });

  test('runs and sites do not meet, whatever the sites are named', async () => {
    const store = new ConfStore({ configDir });
    for (const name of ['runs', 'r1']) await store.create(draftOf(name), { replace: false });
    await keptRun();
    await store.remove('r1');
    expect([await store.list(), await runs.list()]).toEqual([['runs'], ['r1']]);
  });
});

describe('several at a time', () => {
  test('runs that begin at once get a number each', async () => {
    const begun = Array.from({ length: 12 }, (_, index) => new RunJournals({ configDir }).create({ index }, 'test'));
    const names = (await Promise.all(begun)).map(({ name }) => name);
    expect(names.sort()).toEqual((await runs.list()).toSorted());
    expect(new Set(names).size).toBe(12);
    for (const run of await Promise.all(begun)) {
      expect(await runs.read(run.name)).toEqual(run.lines);
      await run.close();
    }
  });

  test('so do runs of several processes, and each is free when its process has ended', CHILD_TIMEOUT, async () => {
    const children = ['one', 'two', 'three'].map((command) => startChild(configDir, 'contoso', 'new-run', command));
    const outputs = (await Promise.all(children.map(({ ended }) => ended))).map(({ output }) => JSON.parse(output));
    expect(outputs.map(({ run }) => run).sort()).toEqual(['r1', 'r2', 'r3']);
    for (const { run } of outputs) await (await runs.open(run, 'test')).close();
  });

  test('a run that another process goes on with can be read, and it is said who holds it', CHILD_TIMEOUT, async () => {
    await keptRun();
    const holder = startChild(configDir, 'r1', 'hold-run', 'holdover drill resume r1');
    await holder.firstLine;
    const { pid } = holder.process;
    await expect(runs.open('r1', 'test')).rejects.toMatchObject({
      kind: 'locked',
      code: 'RUN_LOCKED',
      message: expect.stringMatching(
        new RegExp(`^run r1 is locked by process ${pid} \\(holdover drill resume r1\\), for \\d+s$`),
      ),
      why: 'Waited 200ms for it. The lock ends with that process.',
    });
    expect(await runs.read('r1')).toEqual([HEADER, ...RECORDS]);
    expect(await keptRun([])).toBe('r2');
    holder.process.kill('SIGKILL');
    await holder.ended;
    await (await runs.open('r1', 'test')).close();
  });

  test('a run is open once in a process, too, until it is closed', async () => {
    const run = await runs.create(HEADER, 'test');
    await expect(runs.open('r1', 'test')).rejects.toMatchObject({ kind: 'locked', code: 'RUN_LOCKED' });
    await run.close();
    await (await runs.open('r1', 'test')).close();
  });
});

describe('a journal whose last line is not whole', () => {
  test('is read without it, wherever it ends, and nothing is written', async () => {
    const whole = await journalBytes();
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = start; length < whole.length; length += 1) {
      writeFileSync(pathOf('r1'), whole.subarray(0, length));
      const before = snapshotOf(configDir);
      expect(await runs.read('r1'), `${length} bytes`).toEqual([HEADER, ...RECORDS.slice(0, -1)]);
      expect(snapshotOf(configDir)).toEqual(before);
    }
  });

  test('is opened without it, wherever it ends, and goes on behind the last whole line', async () => {
    const whole = await journalBytes();
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = start; length < whole.length; length += 1) {
      writeFileSync(pathOf('r1'), whole.subarray(0, length));
      const run = await runs.open('r1', 'test');
      expect(run.lines, `${length} bytes`).toEqual([HEADER, ...RECORDS.slice(0, -1)]);
      expect(statSync(pathOf('r1')).size).toBe(start);
      for (const record of RECORDS.slice(-1)) await run.append(record);
      await run.close();
      expect(readFileSync(pathOf('r1'))).toEqual(whole);
    }
  });

  async function journalBytes(): Promise<Buffer> {
    await keptRun();
    return readFileSync(pathOf('r1'));
  }
});

describe('a run that cannot be used', () => {
  test('damage is reported with its line, and kept', async () => {
    await keptRun();
    const wrong: [content: string, line: number][] = [
      ['', 1],
      ['{"type":"beg', 1],
      ['\n', 1],
      ['{}\n\n{}\n', 2],
      ['{}\n{"step":\n{}\n', 2],
      ['{}\n{}\n[]\n', 3],
      ['{}\nnull\n{"torn', 2],
    ];
    for (const [content, line] of wrong) {
      writeFileSync(pathOf('r1'), content);
      for (const operation of [() => runs.read('r1'), () => runs.open('r1', 'test')]) {
        await expect(operation(), JSON.stringify(content)).rejects.toMatchObject({
          kind: 'invalid-file',
          code: 'RUN_DAMAGED',
          message: `run r1 cannot be read: line ${line} is no JSON object`,
          problems: [{ file: pathOf('r1'), line }],
        });
      }
      expect(readFileSync(pathOf('r1'), 'utf8')).toBe(content);
    }
    expect(await keptRun()).toBe('r2');
  });

  test('an unknown run is answered with the last one, and leaves no file behind', async () => {
    for (const operation of [() => runs.read('r1'), () => runs.open('r1', 'test')]) {
      await expect(operation()).rejects.toMatchObject({
        kind: 'usage',
        code: 'RUN_UNKNOWN',
        message: 'no run is named "r1"',
        why: 'No drill was run yet.',
      });
    }
    expect(readdirSync(root)).toEqual([]);
    for (let count = 1; count <= 10; count += 1) await keptRun([]);
    for (const name of ['r11', 'R1', '', '../sites/contoso', '_new']) {
      const expected = { code: 'RUN_UNKNOWN', why: 'The last run is r10.', hints: ['holdover drill report r10'] };
      await expect(runs.read(name), name).rejects.toMatchObject(expected);
      await expect(runs.open(name, 'test'), name).rejects.toMatchObject(expected);
    }
  });

  test('a path that is something else is reported', async () => {
    mkdirSync(pathOf('r1'), { recursive: true });
    await expect(runs.read('r1')).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_DAMAGED' });
    await expect(runs.open('r1', 'test')).rejects.toMatchObject({ kind: 'cannot-write', code: 'STORE_NOT_WRITABLE' });
    removeDirectory(runsDir);
    writeFileSync(runsDir, '');
    await expect(runs.list()).rejects.toMatchObject({ kind: 'invalid-file', code: 'STORE_DAMAGED' });
    await expect(runs.create(HEADER, 'test')).rejects.toMatchObject({ code: 'STORE_NOT_WRITABLE' });
  });
});

describe.runIf(isPosix)('a disk that refuses', () => {
  test(
    'a line that fits only in part is an error, nothing of it stays, and the run goes on',
    CHILD_TIMEOUT,
    async () => {
      const { output } = await startChildWithSmallFiles(64, configDir, 'contoso', 'fill-run').ended;
      const [refused, before, appended, after] = output
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const message = 'run r1 cannot be written: the file would be larger than is allowed here (EFBIG)';
      expect(refused).toMatchObject({ kind: 'cannot-write', code: 'STORE_NOT_WRITABLE', message });
      expect([before, appended]).toEqual([{ lines: [{ site: 'contoso' }] }, { text: 'small' }]);
      expect(after).toEqual({ lines: [{ site: 'contoso' }, { text: 'small' }] });
      expect(readFileSync(pathOf('r1'), 'utf8')).toBe('{"site":"contoso"}\n{"text":"small"}\n');
    },
  );

  test('a directory that may not be written is reported, and holds no part of a run', CHILD_TIMEOUT, async () => {
    await keptRun();
    for (const directory of [root, configDir]) chmodSync(directory, 0o755);
    chmodSync(join(runsDir, '_new.lock'), 0o666);
    chmodSync(runsDir, 0o555);
    const { output } = await startChild(configDir, 'contoso', 'new-run-as-nobody').ended;
    chmodSync(runsDir, 0o700);
    expect(JSON.parse(output)).toMatchObject({ kind: 'no-permission', code: 'STORE_NO_PERMISSION' });
    expect(readdirSync(runsDir).sort()).toEqual(['_new.lock', 'r1.lock', 'r1.ndjson']);
  });
});
