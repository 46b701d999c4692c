/**
 * A person with a home of their own and a site loaded in it, who types commands.
 *
 * Not here: how a bin is run (cli.ts).
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { ConnectorStatus, StatusDocument, ZoneStatus } from '../../src/core/status/index.ts';
import { type CliOptions, type CliRun, ROOT, runCli, temporaryHome } from './cli.ts';

export const CONTOSO_FILE = join(ROOT, 'examples', 'sites', 'contoso.yaml');

/** The text of the site that `CliSite.contoso()` has loaded. */
export const QUIET_CONTOSO = readFileSync(CONTOSO_FILE, 'utf8').replace(
  /launchesPerMinute: .*/,
  'launchesPerMinute: 0',
);

/** A command line: words, or one text that is cut at its blanks. */
type Typed = string | readonly string[];

export type Document = Readonly<Record<string, unknown>>;

/** The configuration folder of someone who has loaded contoso; null before anyone did. */
let loadedConfig: string | null = null;

afterAll(() => {
  if (loadedConfig !== null) rmSync(loadedConfig, { recursive: true });
});

export class CliSite {
  readonly home = temporaryHome();

  /**
   * Someone who has just loaded the example site contoso, without its workload, so that the numbers that a test looks at stand still.
   * It is really loaded once, and then copied.
   */
  static async contoso(): Promise<CliSite> {
    const site = new CliSite();
    const config = join(site.home, '.config');
    if (loadedConfig !== null) cpSync(loadedConfig, config, { recursive: true });
    else {
      const file = join(site.home, 'contoso.yaml');
      writeFileSync(file, QUIET_CONTOSO);
      await site.text(['site', 'load', file]);
      rmSync(file);
      loadedConfig = mkdtempSync(join(tmpdir(), 'holdover-loaded-'));
      cpSync(config, loadedConfig, { recursive: true });
    }
    return site;
  }

  /** Someone who has just loaded the example site contoso as it is. */
  static async busyContoso(): Promise<CliSite> {
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

  /** A command that is refused: as text, or as JSON, in turn. Gives everything that was said. */
  async refusedInTurn(typed: Typed, exitCode: number, code: string): Promise<string> {
    this.turn += 1;
    if (this.turn % 2 === 0) return this.refusedInText(typed, exitCode, code);
    return saidIn(await this.refusedInJson(typed, exitCode, code));
  }

  /** A command that is refused, with the same code as text and as JSON. Gives the text. */
  async refused(typed: Typed, exitCode: number, code: string): Promise<string> {
    const [text] = await Promise.all([
      this.refusedInText(typed, exitCode, code),
      this.refusedInJson(typed, exitCode, code),
    ]);
    return text;
  }

  private turn = 0;

  private async refusedInText(typed: Typed, exitCode: number, code: string): Promise<string> {
    const run = await this.run(typed);
    expect(run, run.stderr).toMatchObject({ stdout: '', exitCode });
    expect(run.stderr).toMatch(/^✗ ERROR {2}\S/);
    expect(run.stderr).toContain(`${code} (exit ${exitCode})`);
    return run.stderr;
  }

  private async refusedInJson(typed: Typed, exitCode: number, code: string): Promise<Document> {
    const document = await this.json(typed, exitCode);
    expect(document).toMatchObject({ schema: 'holdover.error/1', error: { code, exit: exitCode } });
    return document;
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

/** The sentences of an error document, with commands as they stand in text. */
function saidIn(document: Document): string {
  const { message, why, hints = [] } = document.error as { message: string; why?: string; hints?: readonly string[] };
  return [message, why, ...hints.map((hint) => `Try: ${hint}`)].join('\n');
}

function wordsOf(typed: Typed): readonly string[] {
  return typeof typed === 'string' ? typed.split(' ') : typed;
}
