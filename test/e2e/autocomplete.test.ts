/**
 * Completion, in the real shells. PowerShell's script is compared with a golden text (test/unit/ui), since it is seldom there.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, runCli, temporaryHome } from '../support/cli.ts';
import { isMissing } from '../support/debian-tool.ts';

/** Asks a shell, in a home and with a script, what could stand at the end of a line. */
type Ask = (home: string, script: string, line: string) => readonly string[];

/** A folder of the home that comes first on the PATH, once it is there. */
const OTHER = 'other';

const SHELLS: readonly [shell: string, ask: Ask][] = [
  ['bash', askBash],
  ['zsh', askZsh],
  ['fish', askFish],
];

for (const [shell, ask] of SHELLS) {
  test.skipIf(isMissing(shell))(`${shell} completes topics, commands, flags and their values`, async () => {
    const { home, script } = await installed(shell);
    const offered = (line: string) => [...ask(home, script, line)].sort();

    expect(offered('holdover ')).toEqual(expect.arrayContaining(['clock', 'doctor', 'lhc', 'site', 'status']));
    expect(offered('holdover lhc st')).toEqual(['status']);
    expect(offered('lhc st')).toEqual(['status']);
    expect(offered('holdover --site contoso --json lhc st')).toEqual(['status']);
    expect(offered('holdover help exit')).toEqual(['exit-codes']);
    expect(offered('holdover help lhc st')).toEqual(['status']);
    expect(offered('holdover autocomplete b')).toEqual(['bash']);
    expect(offered('holdover fault inject cloud')).toEqual(['cloud-unreachable']);
    expect(offered('holdover fault inject server')).toEqual(['server-down']);

    expect(offered('holdover lhc force-outage --all')).toEqual(['--all-zones']);
    expect(offered('holdover lhc status --exit')).toEqual(['--exit-code']);
    expect(offered('holdover --ver')).toEqual(['--verbose', '--version']);
    expect(offered('holdover fault inject connector-partitioned cc-ams-01 --link ')).toEqual(['peers', 'vdas']);
    expect(offered('lhc force-outage --force LHC05')).toEqual(['LHC051']);
    expect(offered('holdover lhc status --site ')).toEqual([]);
  });

  test.skipIf(isMissing(shell))(`${shell} completes the names of files where a file is meant`, async () => {
    const { home, script } = await installed(shell);
    writeFileSync(join(home, 'my site.yaml'), '');
    const offered = ask(home, script, 'holdover site load my');
    expect(offered.map((name) => name.replaceAll('\\', '').trim())).toEqual(['my site.yaml']);
  });

  test.skipIf(isMissing(shell))(`${shell} leaves a pvs alone that is not the one beside holdover`, async () => {
    const { home, script } = await installed(shell);
    expect(ask(home, script, 'pvs --js')).toEqual(['--json']);
    mkdirSync(join(home, OTHER));
    symlinkSync('/bin/true', join(home, OTHER, 'pvs'));
    expect(ask(home, script, 'pvs --js')).toEqual([]);
    expect(ask(home, script, 'lhc --js')).toEqual(['--json']);
  });
}

test('a shell that is not known is wrong usage, and the script comes as JSON as well', async () => {
  expect(await runCli(['autocomplete', 'tcsh'])).toMatchObject({ exitCode: 64 });
  const { stdout } = await runCli(['autocomplete', 'fish', '--json']);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ schema: 'holdover.autocomplete/1', shell: 'fish' });
  expect((await runCli(['autocomplete', 'fish'])).stdout).toBe(document.script);
});

/** A home with the three commands on its PATH, and the script of a shell. */
async function installed(shell: string): Promise<{ readonly home: string; readonly script: string }> {
  const home = temporaryHome();
  mkdirSync(join(home, 'bin'));
  for (const [name, bin] of [
    ['holdover', 'run.js'],
    ['lhc', 'lhc.js'],
    ['pvs', 'pvs.js'],
  ] as const) {
    symlinkSync(join(ROOT, 'bin', bin), join(home, 'bin', name));
  }
  const script = join(home, `completion.${shell}`);
  writeFileSync(script, (await runCli(['autocomplete', shell])).stdout);
  return { home, script };
}

/** The way that bash itself goes once the tabulator is pressed, but for the key. */
function askBash(home: string, script: string, line: string): readonly string[] {
  const program = `
    source "$1"
    read -ra COMP_WORDS <<< "$2"
    case "$2" in *' ') COMP_WORDS+=('') ;; esac
    COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
    complete -p "\${COMP_WORDS[0]}" >/dev/null 2>&1 || exit 0
    _holdover
    for word in "\${COMPREPLY[@]}"; do echo "$word"; done`;
  return linesOf(home, ['bash', '--norc', '--noprofile', '-c', program, 'bash', script, line]);
}

/** In zsh only its line editor may ask. What it would be given is printed instead. */
function askZsh(home: string, script: string, line: string): readonly string[] {
  const program = `
    typeset -A owners
    compdef() { local owner="$1" door; shift; for door in "$@"; do owners[$door]="$owner"; done }
    compset() { PREFIX="\${PREFIX#*=}" }
    _describe() { local entry; for entry in "\${(@P)@[-1]}"; do print -r -- "\${entry%%:*}"; done }
    _files() { print -rl -- "$PREFIX"*(N) }
    source "$1"
    words=("\${(@s: :)2}")
    CURRENT=$#words
    PREFIX="$words[-1]"
    [[ -n "$owners[$words[1]]" ]] || exit 0
    _holdover | while read -r word; do [[ "$word" == "$PREFIX"* ]] && print -r -- "$word"; done; true`;
  return linesOf(home, ['zsh', '-f', '-c', program, 'zsh', script, line]);
}

function askFish(home: string, script: string, line: string): readonly string[] {
  const program = 'source $argv[1]; complete -C $argv[2]';
  const lines = linesOf(home, ['fish', '--no-config', '-c', program, script, line]);
  return lines.map((each) => each.split('\t', 1)[0] as string);
}

function linesOf(home: string, [program, ...parameters]: readonly string[]): readonly string[] {
  const path = [
    join(home, OTHER),
    join(home, 'bin'),
    dirname(process.execPath),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ].join(':');
  const { stdout, stderr, status } = spawnSync(program as string, parameters, {
    cwd: home,
    encoding: 'utf8',
    env: { HOME: home, PATH: path, LC_ALL: 'C.UTF-8', TERM: 'dumb' },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}
