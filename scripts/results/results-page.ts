/**
 * Makes docs/results.md: of every result one true example, with the command that printed it.
 *
 * Long lists, maps and texts are shortened, and say so.
 * Not here: where the examples come from (story.ts).
 */
import type { Document, Results, Told } from './story.ts';

const ITEMS_MAX = 3;
const LINES_MAX = 4;

/** Maps that grow with the site, and the status document inside another. Of each, the first entry is shown. */
const MAPS: ReadonlySet<string> = new Set([
  'status',
  'zones',
  'connectors',
  'deliveryControllers',
  'servers',
  'vdisks',
  'targets',
]);

/** The page of a story. @throws where a result has no example */
export function resultsPage(results: Results): string {
  return [
    '# Results',
    `Made by \`npm run results\` from what the commands print; a test fails when it is not current. With \`--json\` every command prints one
document on stdout, whatever its exit code is; \`watch\` prints one a line. \`holdover schema NAME\` prints the JSON Schema of each.

Fields may be added; none is renamed or removed without a new number behind the name. Times are RFC 3339 in UTC, names ending in \`Sec\` are
seconds. Here, \`…\` stands where an example was shortened, the home is \`~\`, and whoever typed the commands is \`admin\`.`,
    results.formats.map(({ name, describes }) => `* [${name}](#${name}): ${describes}`).join('\n'),
    ...results.formats.map(({ name }) => section(name, results.told)),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function section(name: string, told: readonly Told[]): string {
  const example = told.find(({ documents }) => documents[0]?.schema === `holdover.${name}/1`);
  if (example === undefined) throw new Error(`no example of ${name}: add a command to scripts/results/story.ts`);
  const { line, exitCode, documents } = example;
  const exit = exitCode === 0 ? '' : `\n\nIts exit code is ${exitCode}.`;
  const lines = documents.length === 1 ? '' : '\n\nEach document is one line. One of each sort is shown.';
  return `## ${name}\n\n\`holdover ${line} --json\`${exit}${lines}\n\n\`\`\`json\n${sorts(documents).map(documentText).join('\n')}\n\`\`\``;
}

/** The first document of each sort. */
function sorts(documents: readonly Document[]): readonly Document[] {
  const sortOf = ({ type, change }: Document) => `${type} ${change}`;
  return documents.filter(
    (document, index) => documents.findIndex((each) => sortOf(each) === sortOf(document)) === index,
  );
}

function documentText(document: Document): string {
  return collapsed(JSON.stringify(document, shortened, 2));
}

/** Short lists and maps of plain values on one line: an example is for reading. */
function collapsed(text: string): string {
  return text.replaceAll(
    /([[{])\n\s+([^[\]{}]*?)\n\s+([\]}])/g,
    (block, open: string, inner: string, close: string) => {
      const line = `${open}${inner.split(/\n\s+/).join(' ')}${close}`;
      return line.length <= 100 ? line : block;
    },
  );
}

function shortened(key: string, value: unknown): unknown {
  if (typeof value === 'string') return shortText(value);
  if (Array.isArray(value)) return shortList(value);
  const isMap = typeof value === 'object' && value !== null && MAPS.has(key);
  return isMap ? shortMap(value as Document) : value;
}

function shortText(text: string): string {
  const lines = text.split('\n');
  return lines.length > LINES_MAX ? [...lines.slice(0, LINES_MAX), '…'].join('\n') : text;
}

function shortList(list: readonly unknown[]): readonly unknown[] {
  return list.length > ITEMS_MAX ? [...list.slice(0, ITEMS_MAX), `… ${list.length - ITEMS_MAX} more`] : list;
}

function shortMap(map: Document): Document {
  const entries = Object.entries(map);
  return entries.length > 1 ? Object.fromEntries([...entries.slice(0, 1), ['…', `${entries.length - 1} more`]]) : map;
}
