/**
 * A person with a home of their own and a site loaded in it, who types commands.
 *
 * Not here: how a bin is run (cli.ts).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ConnectorStatus, StatusDocument, ZoneStatus } from '../../src/core/status/index.ts';
import { type CliOptions, type CliRun, ROOT, runCli, temporaryHome } from './cli.ts';

export const CONTOSO_FILE = join(ROOT, 'examples', 'sites', 'contoso.yaml');

/** A command line: words, or one text that is cut at its blanks. */
type Typed = string | readonly string[];

export type Document = Readonly<Record<string, unknown>>;

export class CliSite {
  readonly home = temporaryHome();

  /** Someone who has just loaded the example site contoso. */
  static async contoso(): Promise<CliSite> {
    const site = new CliSite();
    await site.text(['site', 'load', CONTOSO_FILE]);
    return site;
  }

  run(typed: Typed, options: CliOptions = {}): Promise<CliRun> {
    return runCli(wordsOf(typed), { home: this.home, ...options });
  }

  /** What a command that goes well prints: something on stdout, nothing on stderr. */
  async text(typed: Typed, options: CliOptions = {}): Promise<string> {
    const { stdout, ...rest } = await this.run(typed, options);
    expect(rest, `${wordsOf(typed).join(' ')}\n${rest.stderr}`).toEqual({ stderr: '', exitCode: 0 });
    return stdout;
  }

  /** The one document that a command prints with `--json`, whatever its exit code is. */
  async json(typed: Typed, exitCode = 0): Promise<Document> {
    const run = await this.run([...wordsOf(typed), '--json']);
    expect(run, `${wordsOf(typed).join(' ')}\n${run.stdout}`).toMatchObject({ stderr: '', exitCode });
    expect(run.stdout).toMatch(/^\{\n {2}"[\s\S]*\n\}\n$/);
    return JSON.parse(run.stdout);
  }

  /** A command that is refused, with the same code as text and as JSON. Gives the text. */
  async refused(typed: Typed, exitCode: number, code: string): Promise<string> {
    const [run, document] = await Promise.all([this.run(typed), this.json(typed, exitCode)]);
    expect(run, run.stderr).toMatchObject({ stdout: '', exitCode });
    expect(run.stderr).toMatch(/^✗ ERROR {2}\S/);
    expect(run.stderr).toContain(`${code} (exit ${exitCode})`);
    expect(document).toMatchObject({ schema: 'holdover.error/1', error: { code, exit: exitCode } });
    return run.stderr;
  }

  async status(): Promise<StatusDocument> {
    return (await this.json('lhc status')) as unknown as StatusDocument;
  }

  async zone(name: string): Promise<ZoneStatus> {
    const zone = (await this.status()).lhc.zones[name];
    if (zone === undefined) throw new Error(`no zone ${name}`);
    return zone;
  }

  /** The bytes of a site's document; the empty text where there is none. */
  stored(site = 'contoso'): string {
    return existsSync(this.storePath(site)) ? readFileSync(this.storePath(site), 'utf8') : '';
  }

  storePath(site = 'contoso'): string {
    return join(this.home, '.config', 'holdover', 'sites', `${site}.json`);
  }

  cacheDir(site = 'contoso'): string {
    return join(this.home, '.cache', 'holdover', 'worlds', site);
  }

  /** Writes a file in the home, and gives its name. */
  file(name: string, text: string): string {
    writeFileSync(join(this.home, name), text);
    return name;
  }
}

/** What of a zone tells in which part of an outage it is. */
export function stage({ state, brokering, elected, machines }: ZoneStatus): readonly unknown[] {
  const { cloud, secondary, none } = machines.registeredWith;
  return [state, brokering, elected?.split('.', 1)[0] ?? null, [cloud, secondary, none]];
}

/** The three values that administrators read in the registry, by the short names of the connectors. */
export function registryValues({ connectors }: ZoneStatus): Readonly<Record<string, string>> {
  const values = ({ lhcEnabled, elected, outageModeEntered }: ConnectorStatus) =>
    [lhcEnabled && 'Enabled', elected && 'IsElected', outageModeEntered && 'OutageModeEntered']
      .filter(Boolean)
      .join(' ');
  return Object.fromEntries(
    Object.entries(connectors).map(([fqdn, connector]) => [fqdn.split('.', 1)[0], values(connector)]),
  );
}

function wordsOf(typed: Typed): readonly string[] {
  return typeof typed === 'string' ? typed.split(' ') : typed;
}
