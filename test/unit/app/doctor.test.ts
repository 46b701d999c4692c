import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DoctorOptions, doctor } from '../../../src/app/doctor.ts';

function machine(): DoctorOptions {
  const root = mkdtempSync(join(tmpdir(), 'holdover-doctor-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of ['project/bin', 'links', 'other']) mkdirSync(join(root, folder), { recursive: true });
  for (const bin of ['project/bin/pvs.js', 'other/pvs']) writeFileSync(join(root, bin), '');
  symlinkSync(join(root, 'project/bin/pvs.js'), join(root, 'links/pvs'));
  return {
    version: '1.2.3',
    root: join(root, 'project'),
    nodeVersion: 'v24.1.0',
    nodeNeeded: '22.12',
    platform: 'linux',
    folders: [{ purpose: 'cache', path: join(root, 'a', 'b') }],
    terminal: { isTerminal: true, columns: 120, colourBits: 8 },
    searchPath: `${join(root, 'links')}:${join(root, 'other')}`,
  };
}

function check(options: DoctorOptions, name: string) {
  return doctor(options).checks.find((each) => each.name === name);
}

test('a sound machine is ok', () => {
  expect(doctor(machine())).toMatchObject({ schema: 'holdover.doctor/1', result: 'ok', version: '1.2.3' });
});

test('an old Node fails', () => {
  expect(doctor({ ...machine(), nodeVersion: 'v22.11.3' }).result).toBe('fail');
  expect(doctor({ ...machine(), nodeVersion: 'v22.12.0' }).result).toBe('ok');
});

test('a folder that is a file cannot be written', () => {
  const options = machine();
  const path = join(options.root, 'bin', 'pvs.js', 'cache');
  expect(check({ ...options, folders: [{ purpose: 'cache', path }] }, 'cache')).toMatchObject({ result: 'fail' });
});

test('another program of our name, first on PATH, is a warning', () => {
  const options = machine();
  const [links, other] = options.searchPath.split(':');
  const found = check({ ...options, searchPath: `${other}:${links}` }, 'pvs');
  expect(found).toMatchObject({ result: 'warn', fix: 'type "holdover pvs" instead' });
  expect(check(options, 'pvs')).toMatchObject({ result: 'ok' });
});

test('a narrow terminal is a warning', () => {
  expect(check({ ...machine(), terminal: { isTerminal: true, columns: 40, colourBits: 1 } }, 'terminal')).toMatchObject(
    {
      result: 'warn',
      message: '40 columns, no colours',
    },
  );
});
