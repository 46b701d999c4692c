/**
 * Builds dist and oclif.manifest.json from src.
 *
 * The new dist is made beside the old one and then takes its place: whoever runs the program meanwhile finds a whole one.
 * Not here: what is in which file of it (build/bundle.ts), type checking (`tsc -b`).
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';
import { settings } from '@oclif/core/settings';
import { writeBundle } from './build/bundle.ts';

const ROOT = join(import.meta.dirname, '..');

await buildDist();
await writeManifest();

async function buildDist(): Promise<void> {
  const fresh = join(ROOT, '.build', `dist-${process.pid}`);
  const old = join(ROOT, '.build', `dist-old-${process.pid}`);
  await writeBundle(ROOT, fresh);
  moveIfThere(join(ROOT, 'dist'), old);
  renameSync(fresh, join(ROOT, 'dist'));
  rmSync(old, { recursive: true, force: true });
}

/** oclif reads its manifest instead of every command, so help and start-up stay fast. */
async function writeManifest(): Promise<void> {
  settings.enableAutoTranspile = false;
  const pjson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const plugin = new Plugin({ root: ROOT, pjson, isRoot: true, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  const commands = Object.fromEntries(Object.entries(plugin.manifest.commands).sort(([a], [b]) => (a < b ? -1 : 1)));
  const fresh = join(ROOT, '.build', `manifest-${process.pid}.json`);
  writeFileSync(fresh, `${JSON.stringify({ ...plugin.manifest, commands }, null, 2)}\n`);
  renameSync(fresh, join(ROOT, 'oclif.manifest.json'));
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
