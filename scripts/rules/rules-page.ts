/**
 * Makes docs/rules.md: which tests prove which numbered rule, and which rules nothing proves yet.
 *
 * A test proves the rules that its name begins with: `R23: …`, `R7, R8: …`. Names are found in the text of the tests, so that nothing has to run.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { lhcRules, type RuleGroup } from './lhc-rules.ts';
import { pvsRules } from './pvs-rules.ts';

const SYSTEMS: readonly { readonly name: string; readonly groups: readonly RuleGroup[] }[] = [
  { name: 'Local Host Cache', groups: lhcRules },
  { name: 'Provisioning', groups: pvsRules },
];

interface Proof {
  readonly rules: readonly string[];
  readonly name: string;
  readonly path: string;
}

const TEST_NAME =
  /\b(?:test|it)(?:\.\w+)*(?:\([^()]*\))?\(\s*(['"`])((?:[PR]\d+)(?:, ?[PR]\d+)*): ((?:(?!\1)[^\\\n]|\\.)*)\1/g;

/** The page for the tests as they are now. */
export function rulesPage(root: string): string {
  const proofs = proofsIn(root);
  const known = SYSTEMS.flatMap(({ groups }) => groups).flatMap(({ rules }) => rules);
  const strangers = proofs.flatMap((proof) => proof.rules).filter((id) => !known.some((rule) => rule.id === id));
  if (strangers.length > 0) throw new Error(`tests name rules that do not exist: ${strangers.join(', ')}`);
  const unproven = known.filter(({ id }) => !proofs.some((proof) => proof.rules.includes(id)));
  return [
    '# Rules and what proves them',
    'Made from the names of the tests: run `npm run rules`. A test proves the rules that its name begins with.',
    `${known.length - unproven.length} of ${known.length} rules have a test.`,
    ...SYSTEMS.flatMap(({ name, groups }) => [
      `## ${name}`,
      ...groups.flatMap((group) => [`### ${group.name}`, table(group, proofs)]),
    ]),
    '## Rules without a test',
    unproven.length === 0 ? 'None.' : unproven.map(({ id, title }) => `* **${id}** ${title}`).join('\n'),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function proofsIn(root: string): readonly Proof[] {
  const paths = globSync('test/**/*.test.ts', { cwd: root }).map((path) => path.split(sep).join('/'));
  return paths.sort().flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(TEST_NAME)].map(([, , rules = '', name = '']) => ({
      rules: rules.split(/, ?/),
      name,
      path,
    }));
  });
}

function table({ rules }: RuleGroup, proofs: readonly Proof[]): string {
  const rows = rules.map(({ id, title }) => {
    const own = proofs.filter((proof) => proof.rules.includes(id));
    return `| ${id} | ${cell(title)} | ${own.map(({ name, path }) => `${cell(name)} ([${fileOf(path)}](../${path}))`).join('<br>')} |`;
  });
  return ['| rule | | tests |', '|---|---|---|', ...rows].join('\n');
}

function fileOf(path: string): string {
  return path.slice('test/'.length);
}

function cell(text: string): string {
  return text
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll('\\', '')
    .replaceAll('|', '\\|');
}
