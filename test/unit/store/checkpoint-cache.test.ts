import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CheckpointCache } from '../../../src/store/index.ts';
import { removeDirectory, snapshotOf, temporaryDirectory } from '../../support/store-fixture.ts';

let cacheDir: string;
let siteDir: string;
let cache: CheckpointCache;

beforeEach(() => {
  cacheDir = temporaryDirectory();
  siteDir = join(cacheDir, 'worlds', 'contoso');
  cache = new CheckpointCache({ cacheDir, site: 'contoso' });
});

afterEach(() => removeDirectory(cacheDir));

/** Makes a file as old as is said, so that the order of writes does not depend on the clock. */
function age(file: string, seconds: number): void {
  const moment = new Date(Date.UTC(2026, 0, 1) - seconds * 1_000);
  utimesSync(join(siteDir, file), moment, moment);
}

describe('the checkpoint cache', () => {
  test('gives back the bytes that were written, also none and many', () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(1, 2, 3), new Uint8Array(1_000_000).fill(7)]) {
      cache.write('1-abc', bytes);
      expect(cache.read('1-abc')).toEqual(bytes);
    }
  });

  test('a key that was not written, and a directory that is not there, are a miss', () => {
    expect(cache.read('1-abc')).toBeNull();
    expect(readdirSync(cacheDir)).toEqual([]);
    cache.write('1-abc', Uint8Array.of(1));
    expect(cache.read('1-abd')).toBeNull();
  });

  test('every damaged byte and every cut is a miss', () => {
    cache.write('k', Uint8Array.of(10, 20, 30));
    const path = join(siteDir, 'k.world');
    const whole = readFileSync(path);
    for (let index = 0; index < whole.length; index += 1) {
      const damaged = Buffer.from(whole);
      damaged[index] = (damaged[index] as number) ^ 0x10;
      writeFileSync(path, damaged);
      expect(cache.read('k'), `byte ${index}`).toBeNull();
      writeFileSync(path, whole.subarray(0, index));
      expect(cache.read('k'), `cut at ${index}`).toBeNull();
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.from([0])]));
    expect(cache.read('k')).toBeNull();
  });

  test('keeps the newest files of a site, and those of other sites', () => {
    const other = new CheckpointCache({ cacheDir, site: 'fabrikam' });
    other.write('k', Uint8Array.of(9));
    for (let index = 0; index < 7; index += 1) {
      cache.write(`k${index}`, Uint8Array.of(index));
      age(`k${index}.world`, 100 - index);
    }
    expect(readdirSync(siteDir).sort()).toEqual(['k3.world', 'k4.world', 'k5.world', 'k6.world']);
    expect(other.read('k')).toEqual(Uint8Array.of(9));
  });

  test('keeps the file just written, though another claims to be from the future', () => {
    const one = new CheckpointCache({ cacheDir, site: 'contoso', filesMax: 1 });
    one.write('old', Uint8Array.of(1));
    utimesSync(join(siteDir, 'old.world'), new Date('2100-01-01'), new Date('2100-01-01'));
    one.write('new', Uint8Array.of(2));
    expect(readdirSync(siteDir)).toEqual(['new.world']);
  });

  test('sweeps what a killed writer left behind, but not what one is writing now', () => {
    mkdirSync(siteDir, { recursive: true });
    writeFileSync(join(siteDir, 'k.world.0123456789ab.part'), 'abandoned');
    age('k.world.0123456789ab.part', 0);
    writeFileSync(join(siteDir, 'k.world.ba9876543210.part'), 'in hand');
    cache.write('k', Uint8Array.of(1));
    expect(readdirSync(siteDir).sort()).toEqual(['k.world', 'k.world.ba9876543210.part']);
  });

  test('a cache directory that cannot be made is a miss and no error', () => {
    const file = join(cacheDir, 'file');
    writeFileSync(file, '');
    const blocked = new CheckpointCache({ cacheDir: file, site: 'contoso' });
    blocked.write('k', Uint8Array.of(1));
    blocked.clear();
    expect(blocked.read('k')).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  test('a directory in place of a checkpoint is a miss and leaves no litter', () => {
    mkdirSync(join(siteDir, 'k.world'), { recursive: true });
    cache.write('k', Uint8Array.of(1));
    expect(cache.read('k')).toBeNull();
    expect(readdirSync(siteDir)).toEqual(['k.world']);
  });

  test('a deleted cache is a miss, and is made again', () => {
    cache.write('k', Uint8Array.of(1));
    rmSync(cacheDir, { recursive: true });
    expect(cache.read('k')).toBeNull();
    cache.write('k', Uint8Array.of(2));
    expect(cache.read('k')).toEqual(Uint8Array.of(2));
    cache.clear();
    expect(cache.read('k')).toBeNull();
  });

  test('reading writes nothing', () => {
    cache.write('k', Uint8Array.of(1));
    const before = snapshotOf(cacheDir);
    cache.read('k');
    cache.read('missing');
    expect(snapshotOf(cacheDir)).toEqual(before);
  });
});
